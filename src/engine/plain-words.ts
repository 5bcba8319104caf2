import type { Inbound } from '../channels/channel.ts';
import { plainText } from '../domain/plain-text.ts';

/** An event whose words are plain, whatever client sent it. What is no text is left to the verb to refuse. */
export function inPlainWords(event: Inbound): Inbound {
  if (event.kind === 'text') return { ...event, text: plainText(event.text) };
  if (event.kind !== 'action') return event;
  const { v, m, ...typed } = event.data;
  const plain = Object.entries(typed).map(([key, value]) => [
    key,
    typeof value === 'string' ? plainText(value) : value,
  ]);
  return { ...event, data: { ...Object.fromEntries(plain), v, ...(m === undefined ? {} : { m }) } };
}
