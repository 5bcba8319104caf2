import { createHmac } from 'node:crypto';
import { INBOX_DAYS } from '../domain/retention.ts';
import { addInboxKey, forgetInboxBefore, inboxKeys, markSeen, wasSeen } from '../store/inbox.ts';
import type { Turn } from './turn.ts';

/**
 * True the first time an event comes. Events are remembered as HMACs under a random key of the day; keys and
 * events are destroyed after 72 hours, so that nobody can look up afterwards which event was there.
 */
export async function firstTime(turn: Turn, eventId: string): Promise<boolean> {
  const today = turn.today.toString();
  let keys = await inboxKeys(turn.tx);
  if (!keys.some((row) => row.day === today)) {
    await forgetInboxBefore(turn.tx, turn.today.subtract({ days: INBOX_DAYS - 1 }).toString());
    await addInboxKey(turn.tx, today, turn.random(32));
    keys = await inboxKeys(turn.tx);
  }
  const ids = keys.map(({ day, key }) => ({ day, id: createHmac('sha256', key).update(eventId).digest() }));
  if (
    await wasSeen(
      turn.tx,
      ids.map(({ id }) => id),
    )
  ) {
    return false;
  }
  const now = ids.find(({ day }) => day === today);
  if (now) await markSeen(turn.tx, now.id, today);
  return true;
}
