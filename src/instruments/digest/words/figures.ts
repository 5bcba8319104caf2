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

/** The text itself, or its beginning up to a word and an ellipsis; a first word that takes half of the room is cut. */
export function clip(words: string, limit: number): string {
  if (words.length <= limit) return words;
  const start = words.slice(0, limit - 1);
  const isWhole = /[\s,;:.!?)]/.test(words.charAt(limit - 1));
  const whole = (isWhole ? start : start.replace(/\s+\S*$/, '')).replace(/[\s,;:.«(]+$/, '');
  const kept = whole.length >= limit / 2 && whole.length < words.length ? whole : start;
  return `${kept.toWellFormed().trimEnd()}…`;
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

/** The choices with the largest count, several when they tie. */
export function leaders<Choice extends string>(
  counts: Readonly<Record<Choice, number>>,
  order: readonly Choice[],
): { choice: Choice; count: number }[] {
  const ranked = largest(counts, order, order.length);
  return ranked.filter(({ count }) => count === ranked[0]?.count);
}

/** « semaines 3 et 4 ». */
export function weeksOf(block: number): string {
  return text('digest.weeks', { first: 2 * block - 1, last: 2 * block });
}

/** « semaine 3 », « semaines 3 et 4 ». */
export function periodOf({ first, last }: { first: number; last: number }): string {
  return first === last ? text('digest.week', { week: first }) : text('digest.weeks', { first, last });
}

/** « semaines 1 à 4 », or « semaines 1 et 2, 5 et 6 » where one in between is not counted. */
export function periodsOf(blocks: readonly number[]): string {
  const first = blocks[0] ?? 1;
  const last = blocks.at(-1) ?? first;
  if (first === last) return weeksOf(first);
  if (blocks.length === last - first + 1)
    return text('digest.period', { first: 2 * first - 1, last: 2 * last });
  const [head = '', ...rest] = blocks.map(weeksOf);
  return [head, ...rest.map((weeks) => weeks.replace(/^\S+ /, ''))].join(', ');
}

/** « 1 mars 2027 ». */
export function frenchDate(date: Temporal.PlainDate): string {
  return frenchDay(date, true).replace(/^\S+ /, '');
}
