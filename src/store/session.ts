import { ready } from './ready.ts';
import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

/** A Café proposed in chat, as it is kept; `departments` is a JSON array. */
export type SessionRow = Schema['session'];

/** What was decided in chat about a Café, of the file or not. */
export type SessionChange = Schema['session_change'];

const proposed = ready((tx) => tx.selectFrom('session').selectAll());
const changes = ready((tx) => tx.selectFrom('session_change').selectAll());

export async function listProposed(tx: Tx): Promise<SessionRow[]> {
  return proposed(tx);
}

export async function findProposed(tx: Tx, id: string): Promise<SessionRow | null> {
  return (await tx.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function saveProposed(tx: Tx, row: SessionRow): Promise<void> {
  await tx.insertInto('session').values(row).execute();
}

export async function listSessionChanges(tx: Tx): Promise<SessionChange[]> {
  return changes(tx);
}

/** The last decision takes the place of those before. */
export async function saveSessionChange(tx: Tx, change: SessionChange): Promise<void> {
  const { session_id: _, ...rest } = change;
  await tx
    .insertInto('session_change')
    .values(change)
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet(rest))
    .execute();
}
