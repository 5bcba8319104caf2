import { sql } from 'kysely';
import { fromRow, type OutboxRow } from './outbox.ts';
import type { Tx } from './store.ts';

/** In SQLite's own words, so that the partial index `outbox_refresh` is used. */
const asked = sql<boolean>`refresh in ('once', 'live')`;

/** What a campaign has sent is shown again in place, as it is now. */
export async function refreshSent(tx: Tx, campaign: string): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ refresh: 'once' })
    .where('campaign', '=', campaign)
    .where('status', '=', 'sent')
    .where('refresh', '=', 'no')
    .execute();
}

/** Messages to look at again, by id; `after` is the id of the last one looked at. */
export async function listRefresh(tx: Tx, after: string, limit: number): Promise<OutboxRow[]> {
  const rows = await tx
    .selectFrom('outbox')
    .selectAll()
    .where(asked)
    .where('status', '=', 'sent')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Notes what a message shows from now on. */
export async function markShown(tx: Tx, id: string, shown: Uint8Array): Promise<void> {
  await tx.updateTable('outbox').set({ shown }).where('id', '=', id).execute();
}

/** A message that will not be looked at again. */
export async function endRefresh(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('outbox').set({ refresh: 'no', shown: null }).where('id', '=', id).execute();
}

/**
 * What somebody follows about a round moves to a new message: the ones sent before are shown once more, now knowing
 * that (`moved`), those not sent yet are called off.
 */
export async function endFollowing(
  tx: Tx,
  personId: string,
  template: string,
  roundId: string,
): Promise<void> {
  const theirs = tx
    .updateTable('outbox')
    .where('person_id', '=', personId)
    .where('template', '=', template)
    .where(sql<boolean>`json_extract(params, '$.round') = ${roundId}`);
  await theirs
    .set({ refresh: 'once', shown: null, params: sql`json_set(params, '$.moved', json('true'))` })
    .where('status', '=', 'sent')
    .where('refresh', '=', 'live')
    .execute();
  await theirs
    .set({ status: 'skipped', reason: 'cancelled', lease_until: null })
    .where('status', '=', 'planned')
    .execute();
}
