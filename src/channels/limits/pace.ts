import type { Budget } from './windows.ts';

/** How many calls a second a platform stands in all: what the operator says at most, less when the platform objects. */
export type Pace = {
  /** As it is now; changes in place. */
  readonly budget: Budget;
  /** The platform found it too much. */
  slower(): void;
  /** Time has passed: back towards the most, little by little. */
  recover(): void;
  perSecond(): number;
};

/** The least one comes down to, as a share of the most. */
const LEAST = 0.1;
/** Objections within so many milliseconds are one lesson: they answer what left before the first. */
const ONE_LESSON = 3000;
/** Regained every `STEP` milliseconds, as a share of the most: a wrong guess costs one 429 in some minutes. */
const REGAINED = 0.05;
const STEP = 20_000;
/** Windows a little longer than the rule, for two clocks do not count the same milliseconds; a platform may want more. */
const MARGIN = 1.005;
/** Mailings go evenly, and that much faster than they may: so they make up for a moment in which nothing left. */
const HASTE = 0.75;

/** `lesson`: what is left of the pace after each. */
export function createPace(
  most: number,
  lesson: number,
  now: () => number = () => performance.now(),
  margin = MARGIN,
): Pace {
  let rate = most;
  let taughtAt = Number.NEGATIVE_INFINITY;
  let steppedAt = now();
  const budget: Budget = { ...budgetOf(most, margin) };
  const set = (next: number) => {
    rate = next;
    Object.assign(budget, budgetOf(rate, margin));
  };
  return {
    budget,
    slower() {
      const at = now();
      if (at - taughtAt < ONE_LESSON) return;
      taughtAt = at;
      steppedAt = at;
      set(Math.max(rate * lesson, most * LEAST));
    },
    recover() {
      const steps = Math.floor((now() - steppedAt) / STEP);
      if (steps <= 0) return;
      steppedAt += steps * STEP;
      if (rate < most) set(Math.min(most, rate + steps * REGAINED * most));
    },
    perSecond: () => rate,
  };
}

/** A whole number of calls in about a second. */
export function budgetOf(perSecond: number, margin = MARGIN): Budget {
  if (perSecond === Number.POSITIVE_INFINITY) return { all: [], mailing: [] };
  const count = Math.max(1, Math.floor(perSecond));
  const within = (1000 * count * margin) / perSecond;
  const few = Math.max(1, Math.round(count / 25));
  return { all: [{ count, within }], mailing: [{ count: few, within: (within * few * HASTE) / count }] };
}
