import { Temporal } from 'temporal-polyfill';
import { isSameSchedule, type Schedule, scheduleOf } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import type { Drawing, Drawn, Occurrence } from '../../engine/instrument.ts';
import { findSession, type SessionInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { announce, changeSchema, isWorthTelling } from './announce.ts';
import { cafeData } from './card.ts';
import { keepKnown } from './known.ts';

/**
 * What the file says anew. A Café met for the first time is only written down; one that differs from what was last
 * told is announced, once: the key counts the changes, so that a change back is one too.
 */
export function changes(turn: Turn, sessions: readonly SessionInForce[]): Occurrence[] {
  return sessions.flatMap((session): Occurrence[] => {
    const { id, sequence } = session;
    const due = { at: turn.now, evenIf: 'ended' } as const;
    if (!session.told) return [{ ...due, key: `known/${id}`, run: (inner) => keepKnown(inner, session) }];
    if (!isWorthTelling(turn, session, session.told)) return [];
    const run = async (inner: Turn) => {
      const found = await findSession(inner, id);
      if (found) await announce(inner, found, null);
    };
    return [{ ...due, key: `cafe/change/${id}/${sequence}`, run }];
  });
}

/** Nothing to somebody for whom all is as they know it: it changed, and changed back. */
export async function drawChange(turn: Turn, { person, params }: Drawing): Promise<Drawn> {
  const { session: id, was } = changeSchema.parse(params);
  const session = await findSession(turn, id);
  if (!session || !person || isSameSchedule(was, scheduleOf(session))) return { skip: 'cancelled' };
  const what = session.cancelled ? 'cancelled' : was.cancelled ? 'restored' : 'changed';
  const data = await cafeData(turn, session, person, text(`cafe.heading.${what}`));
  const note = { cancelled: text('cafe.cancelled.next'), changed: wasText(was), restored: '' };
  return { card: 'cafe', data: { ...data, note: note[what] } };
}

/** Where and when it was to be, for those who had noted it. */
export function wasText({ starts, place, minutes }: Schedule): string {
  const when = frenchMoment(Temporal.PlainDateTime.from(starts));
  return text('cafe.was', { when, place, minutes });
}
