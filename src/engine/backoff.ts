import type { Random } from './random.ts';

/** Seconds of the first wait at most, and of any. */
const FIRST = 2;
const LONGEST = 3600;

/**
 * Seconds before the next try, after so many: drawn between half a second and a bound that doubles each time, so that
 * a thousand messages refused together do not come back together (« full jitter »).
 */
export function backoff(attempts: number, random: Random): number {
  const bound = Math.min(LONGEST, FIRST * 2 ** Math.min(attempts, 20));
  return Math.max(0.5, bound * (random(4).readUInt32BE() / 2 ** 32));
}
