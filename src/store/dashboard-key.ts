import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

export type DashboardKey = Schema['dashboard_key'];

/** Keeps a link or a session, and only the hash of its secret; one of each a person, the last. */
export async function saveDashboardKey(tx: Tx, key: DashboardKey): Promise<void> {
  await tx
    .deleteFrom('dashboard_key')
    .where('person_id', '=', key.person_id)
    .where('kind', '=', key.kind)
    .execute();
  await tx.insertInto('dashboard_key').values(key).execute();
}

/** Whose it is at `now` (ISO UTC); null: unknown, used, or too old. */
export async function ownerOfKey(
  tx: Tx,
  { kind, token, now }: Pick<DashboardKey, 'kind' | 'token'> & { now: string },
): Promise<string | null> {
  const row = await tx
    .selectFrom('dashboard_key')
    .select('person_id')
    .where('token', '=', token)
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

/** It opens nothing any more. */
export async function dropDashboardKey(tx: Tx, token: Uint8Array): Promise<void> {
  await tx.deleteFrom('dashboard_key').where('token', '=', token).execute();
}

export async function forgetDashboardKeysBefore(tx: Tx, now: string): Promise<void> {
  await tx.deleteFrom('dashboard_key').where('expires_at', '<', now).execute();
}
