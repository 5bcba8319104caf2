import type { AdoptionBlock } from '../../../domain/digest.ts';
import type { Share } from '../favourable.ts';

/** `unclear`: the figures do not allow a word. */
export type Trend = 'up' | 'down' | 'flat' | 'unclear';

/** With fewer answers, one person moves a share by five points or more. */
const ENOUGH = 20;
/** A change in points from which something moved, and under which nothing did. Ours. */
const MOVED = 0.1;
const STILL = 0.05;
/** Fewer people than this are chance; no figure has fewer behind it either. */
const PEOPLE = 5;
/** What chance may do to the answers of two rounds at most, for « nothing moved » to mean something. */
const SHARP = 0.2;

/**
 * The word for a change between two published counts. A rise is one whichever way it is read:
 * - over the answers, by more than chance gives: 1/√n is about two standard deviations of a share of n answers, and
 *   two rounds add up as √(1/n₁ + 1/n₂); never under ten points;
 * - over the invited, by ten points: more of those who answer, because fewer answer, is no rise;
 * - by five people, even if all that rounding hides was there before.
 * A fall is a rise read backwards. « Stable »: under five points both ways, with answers enough to have seen more.
 * Anything else, or fewer than twenty answers on a side, is no trend.
 */
export function trend(before: Share, after: Share): Trend {
  if (Math.min(before.n, after.n) < ENOUGH) return 'unclear';
  if (rose(before, after)) return 'up';
  if (rose(after, before)) return 'down';
  const still = Math.abs(ofAnswers(after) - ofAnswers(before)) < STILL;
  const stillToo = Math.abs(ofInvited(after) - ofInvited(before)) < STILL;
  return still && stillToo && chance(before, after) <= SHARP ? 'flat' : 'unclear';
}

function rose(from: Share, to: Share): boolean {
  const most = { ...from, part: Math.min(from.part + (from.step ?? 1) - 1, from.n) };
  return (
    to.part - most.part >= PEOPLE &&
    ofAnswers(to) - ofAnswers(most) >= Math.max(MOVED, chance(from, to)) &&
    ofInvited(to) - ofInvited(most) >= MOVED
  );
}

function ofAnswers({ part, n }: Share): number {
  return part / n;
}

function ofInvited({ part, invited }: Share): number {
  return part / invited;
}

function chance(one: Share, other: Share): number {
  return Math.sqrt(1 / one.n + 1 / other.n);
}

/** From the first block that can be shown to the last; no word when the last step goes the other way. Null: one block. */
export function adoptionTrend(blocks: readonly AdoptionBlock[]): Trend | null {
  const shares = blocks.flatMap((block) =>
    'users' in block ? [{ part: block.users, n: block.answered, invited: block.invited }] : [],
  );
  const [first] = shares;
  const last = shares.at(-1);
  const previous = shares.at(-2);
  if (!first || !last || !previous) return null;
  const whole = trend(first, last);
  const step = ofInvited(last) - ofInvited(previous);
  const against = (whole === 'up' && step < 0) || (whole === 'down' && step > 0);
  return against ? 'unclear' : whole;
}

/** From the first week whose participation can be shown to the last; null with fewer than two. */
export function participationTrend(
  weeks: readonly { invited: number; answered: number | null }[],
): Trend | null {
  const shares = weeks.flatMap(({ invited, answered }) =>
    answered === null ? [] : [{ part: answered, n: invited, invited, step: 5 }],
  );
  const [first] = shares;
  const last = shares.at(-1);
  return first && last && shares.length > 1 ? trend(first, last) : null;
}
