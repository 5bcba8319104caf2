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
