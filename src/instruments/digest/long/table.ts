import { frenchNumber } from '../../../engine/numbers.ts';

/** A Markdown table for people to read; cells are printed as they are written, never as Markdown. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => plain(typeof cell === 'number' ? frenchNumber(cell) : cell)).join(' | ')} |`;
  const rule = `| ${head.map((_, index) => (index === 0 ? '---' : '---:')).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** A list of texts, one an item. */
export function list(texts: readonly string[]): string {
  return texts.map((words) => `- ${plain(words)}`).join('\n');
}

/** A text that Markdown shows literally, on one line. */
export function plain(words: string): string {
  return words.replace(/\s*[\r\n]+\s*/g, ' ').replace(/([\\`*_[\]<>|#~])/g, '\\$1');
}
