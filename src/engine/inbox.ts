import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { INBOX_DAYS } from '../domain/retention.ts';
import { addInboxKey, forgetInboxBefore, inboxKeys, markSeen, wasSeen } from '../store/inbox.ts';
import type { Tx } from '../store/store.ts';
import type { Turn } from './turn.ts';

type DayKey = { day: string; key: KeyObject };

/** The keys that a transaction has read, for those that share it. */
const read = new WeakMap<Tx, DayKey[]>();

/**
 * True the first time an event comes. Events are remembered as HMACs under a random key of the day; keys and
 * events are destroyed after 72 hours, so that nobody can look up afterwards which event was there.
 */
export async function firstTime(turn: Turn, eventId: string): Promise<boolean> {
  const today = turn.today.toString();
  const keys = read.get(turn.tx) ?? (await keysOf(turn, today));
  const idUnder = ({ key }: DayKey) => createHmac('sha256', key).update(eventId).digest();
  const before = keys.filter(({ day }) => day !== today);
  if (before.length > 0 && (await wasSeen(turn.tx, before.map(idUnder)))) return false;
  const now = keys.find(({ day }) => day === today);
  return now ? markSeen(turn.tx, idUnder(now), today) : true;
}

async function keysOf({ tx, today: date, random }: Turn, today: string): Promise<DayKey[]> {
  const known = await readKeys(tx);
  if (known.some(({ day }) => day === today)) {
    read.set(tx, known);
    return known;
  }
  // Not remembered: whoever shares this transaction keeps the key only if this piece of it is not undone.
  await forgetInboxBefore(tx, date.subtract({ days: INBOX_DAYS - 1 }).toString());
  await addInboxKey(tx, today, random(32));
  return readKeys(tx);
}

async function readKeys(tx: Tx): Promise<DayKey[]> {
  return (await inboxKeys(tx)).map(({ day, key }) => ({ day, key: createSecretKey(key) }));
}
