import type { Charge, Windows } from './windows.ts';

/** Milliseconds after which a call without an answer counts as arrived, as long as none that left later has one. */
const LATEST = 3000;
/** Answers remembered, to know how quick one can be; before there are enough (the first are slow), we know nothing. */
const SAMPLE = 256;
const ENOUGH = 64;

/**
 * When calls arrive, which is what a platform counts: not when they leave, for a machine that is busy, ours or theirs,
 * holds them up, and those of a second then meet those of the next. Calls arrive in the order in which they left. So the
 * first answer, to a call or to one that left later, less the time that the quickest answer takes, is an instant at
 * which it had arrived.
 */
export type Arrivals = {
  /** A call leaves; until more is known, it counts as late. The result is to be called when it was answered. */
  left(charges: readonly Charge[], now: number): (answeredAt: number) => void;
};

export function createArrivals(windows: Windows): Arrivals {
  /** Those of which nothing is known yet, in the order in which they left. */
  let onTheirWay: { charges: readonly Charge[]; left: number; number: number }[] = [];
  /** How long the last answers took. */
  const times: number[] = [];
  let count = 0;
  return {
    left(charges, now) {
      const number = ++count;
      onTheirWay.push({ charges, left: now, number });
      windows.take(charges, now, now + LATEST);
      return (answeredAt) => {
        times.push(answeredAt - now);
        if (times.length > SAMPLE) times.shift();
        const quickest = times.length < ENOUGH ? 0 : Math.min(...times);
        const known = onTheirWay.filter((each) => each.number <= number);
        onTheirWay = onTheirWay.filter((each) => each.number > number);
        for (const { charges, left } of known)
          windows.arrived(charges, left + LATEST, Math.max(left, answeredAt - quickest));
      };
    },
  };
}
