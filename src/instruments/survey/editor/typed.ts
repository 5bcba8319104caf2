import { Refusal } from '../../../domain/errors.ts';
import { inOneLine } from '../../../domain/plain-text.ts';

/** One line of an input that is to be filled, within a limit. */
export function requiredLine(words: string | undefined, field: string, limit: number): string {
  const line = inOneLine(words ?? '');
  if (line === '') throw new Refusal('editor_empty', {}, field);
  if (line.length > limit) throw new Refusal('text_too_long', { limit }, field);
  return line;
}

/** One thing a line, without the dashes and bullets that start a list. */
export function typedLines(words: string | undefined): string[] {
  return (words ?? '')
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => inOneLine(line).replace(/^[-–—•*]\s+/, ''))
    .filter((line) => line !== '');
}
