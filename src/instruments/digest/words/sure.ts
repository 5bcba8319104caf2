import { ADOPTION_ALERT } from '../../../domain/checkin.ts';
import type { Alert } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';

/** Readings of adoption; `users` null where nearly all answers are the same and no count is shown. */
export type Reading = {
  alert: Alert;
  invited: number;
  answered: number;
  users: number | null;
  nearlyAll: 'used' | 'unused' | null;
};

/** People who would turn the reading, at most, for it to be a close one. */
const CLOSE = 2;

/**
 * How sure the reading of the 30 % line is, in a few words. The silent are all that is unknown of a count that was
 * published: were they all users, or none, would the line still be on the same side? A reading that one or two
 * people would turn says so first.
 */
export function sureness(reading: Reading): string {
  const { alert, invited, answered } = reading;
  const silent = invited - answered;
  if (alert === 'unknown') return text('digest.sure.unknown', { silent });
  const margin = marginOf(reading);
  if (margin !== null && margin <= CLOSE) return text('digest.sure.close', { count: margin });
  if (silent === 0) return text('digest.sure.everybody');
  // Above: the rate over the invited already counts every silent person as a non-user.
  if (alert === 'above' || mostUsers(reading) + silent <= lineOf(invited)) {
    return text('digest.sure.yes', { silent });
  }
  return text('digest.sure.silent', { silent });
}

/** How many people would have to have said otherwise for the reading to change. */
function marginOf({ alert, users, invited, answered }: Reading): number | null {
  if (users === null) return null;
  return alert === 'above' ? users - lineOf(invited) : lineOf(answered) + 1 - users;
}

/** The most people of a whole that are not above the line. */
function lineOf(whole: number): number {
  return Math.floor(ADOPTION_ALERT * whole + 1e-9);
}

/** Two at most lie outside « nearly all ». */
function mostUsers({ users, answered, nearlyAll }: Reading): number {
  return users ?? (nearlyAll === 'unused' ? Math.min(2, answered) : answered);
}
