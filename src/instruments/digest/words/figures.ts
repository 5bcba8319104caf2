import type { Temporal } from 'temporal-polyfill';
import type { Basis } from '../../../domain/digest.ts';
import { frenchDay } from '../../../engine/dates.ts';
import { text } from '../../../engine/texts.ts';

/** « 44 % »; one decimal within a point of the 30 % line, so that what is printed never contradicts the alert. */
export function percent(rate: number): string {
  const value = 100 * rate;
  const nearLine = Math.abs(value - 30) < 1 && value !== 30;
  const shown = nearLine ? Math.round(value * 10) / 10 : Math.round(value);
  return `${String(shown).replace('.', ',')}\u00a0%`;
}

/** Of a number that is « at least »: never rounded up. */
export function percentAtLeast(rate: number): string {
  return `${Math.floor(100 * rate + 1e-9)}\u00a0%`;
}

/** « 38 sur 48, 79 % »: who answered, of the invited. */
export function basisText({ invited, answered, responseRate }: Basis): string {
  return text('digest.basis', { answered, invited, rate: percent(responseRate) });
}

/** The text itself, or its beginning and an ellipsis. */
export function clip(words: string, limit: number): string {
  return words.length <= limit
    ? words
    : `${words
        .slice(0, limit - 1)
        .toWellFormed()
        .trimEnd()}…`;
}

/** « a, b et c ». */
export function enumerate(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return text('digest.and', { items: items.slice(0, -1).join(', '), last: items.at(-1) });
}

/** The largest counts, biggest first; ties in the order of the card; zeros left out. */
export function largest<Choice extends string>(
  counts: Readonly<Record<Choice, number>>,
  order: readonly Choice[],
  limit: number,
): { choice: Choice; count: number }[] {
  return order
    .map((choice) => ({ choice, count: counts[choice] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, limit);
}

/** « semaines 3 et 4 ». */
export function weeksOf(block: number): string {
  return text('digest.weeks', { first: 2 * block - 1, last: 2 * block });
}

/** « 1 mars 2027 ». */
export function frenchDate(date: Temporal.PlainDate): string {
  return frenchDay(date, true).replace(/^\S+ /, '');
}
