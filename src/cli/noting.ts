import { Temporal } from 'temporal-polyfill';
import type { Places } from '../config.ts';
import { type AuditAct, OPERATOR } from '../domain/audit.ts';
import { note } from '../engine/journal.ts';
import type { Tx } from '../store/store.ts';
import { currentTime, inStore } from './database.ts';

/**
 * Writes in the journal what the command line did, in the transaction of the act where it has one. The day is this
 * machine's: the journal must not depend on a programme folder that may be wrong.
 */
export async function noteOperator(tx: Tx, act: AuditAct, object = ''): Promise<void> {
  const now = await currentTime(tx);
  const today = now.toZonedDateTimeISO(Temporal.Now.timeZoneId()).toPlainDate();
  await note({ tx, today }, OPERATOR, act, object);
}

/** The same for an act that is no change of the database. */
export function noteOutside(places: Places, act: AuditAct, object = ''): Promise<void> {
  return inStore(places, (tx) => noteOperator(tx, act, object));
}
