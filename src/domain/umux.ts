import type { PublishedTable } from './publishing.ts';
import type { Question } from './survey.ts';

/** The points of its two items, from « pas du tout d'accord » (1) to « tout à fait d'accord » (7). */
const POINTS = 7;

/** `value`: 0 to 100, rounded; `n`: answers to each of the two items. */
export type UmuxLite = { value: number; n: readonly [number, number] };

/**
 * The UMUX-Lite score of a round: the mean of its two items, brought from 2–14 to 0–100, (sum - 2) x 100 / 12.
 * Source: Lewis, Utesch & Maher, « UMUX-LITE: when there's no time for the SUS », CHI 2013. Their regression towards
 * the SUS scale is left out: it was fitted on the English items, and would lend this adaptation a precision it has not.
 *
 * Worked out from published tables only, never from answers; null where either may not show its counts.
 */
export function umuxLite(
  questions: readonly Question[],
  tables: Readonly<Record<string, PublishedTable>>,
): UmuxLite | null {
  const [first, second, ...others] = umuxItems(questions);
  if (!first || !second || others.length > 0) return null;
  const [one, two] = [tables[first.id], tables[second.id]];
  if (!one || !two || !('counts' in one) || !('counts' in two)) return null;
  const sum = mean(one.counts, one.n) + mean(two.counts, two.n);
  return { value: Math.round(((sum - 2) * 100) / (2 * (POINTS - 1))), n: [one.n, two.n] };
}

/** Its items in a survey: the scales of seven points. */
export function umuxItems(questions: readonly Question[]): Question[] {
  return questions.filter(({ kind, choices }) => kind === 'scale' && choices.length === POINTS);
}

function mean(counts: Readonly<Record<string, number>>, n: number): number {
  return Object.entries(counts).reduce((total, [point, count]) => total + Number(point) * count, 0) / n;
}
