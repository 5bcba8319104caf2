import { TIME_BANDS, type TimeBand } from './checkin.ts';

/**
 * The least and the most minutes a weekly band stands for. What a band does not bound is bounded by us, and said so
 * where the sum is printed: « 4 h et plus » counts as 4 h, a loss as anything up to one hour. `unknown` has no bounds
 * and is left out.
 */
const MINUTES: Record<Exclude<TimeBand, 'unknown'>, { low: number; high: number }> = {
  lost: { low: -60, high: 0 },
  unused: { low: 0, high: 0 },
  zero: { low: 0, high: 0 },
  lt30: { low: 0, high: 30 },
  m30to60: { low: 30, high: 60 },
  h1to2: { low: 60, high: 120 },
  h2to4: { low: 120, high: 240 },
  h4plus: { low: 240, high: 240 },
};

/** Minutes between which lies what people declared; `counted` declarations, `unknown` left out. */
export type DeclaredRange = { low: number; high: number; counted: number; unknown: number };

export function declaredRange(distribution: Readonly<Record<TimeBand, number>>): DeclaredRange {
  const range = { low: 0, high: 0, counted: 0, unknown: distribution.unknown };
  for (const band of TIME_BANDS) {
    if (band === 'unknown') continue;
    range.low += distribution[band] * MINUTES[band].low;
    range.high += distribution[band] * MINUTES[band].high;
    range.counted += distribution[band];
  }
  return range;
}

/** What a wave costs: money, and hours of its people, over `weeks`. */
export type Spending = { cost: number; hours: number; people: number; weeks: number; hourlyCost: number };

/**
 * Minutes that each person would have to gain each week for the spending to be paid for: for the money alone, and
 * with the hours given. One decimal. Null where nobody or no hourly cost is there to divide by.
 */
export function breakEven({ cost, hours, people, weeks, hourlyCost }: Spending) {
  if (people <= 0 || weeks <= 0 || hourlyCost <= 0) return null;
  const perPerson = (spent: number) => Math.round((600 * spent) / people / weeks) / 10;
  return { licences: perPerson(cost / hourlyCost), total: perPerson(cost / hourlyCost + hours) };
}
