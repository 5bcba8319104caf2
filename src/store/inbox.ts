import type { Tx } from './store.ts';

export async function inboxKeys(tx: Tx): Promise<{ day: string; key: Uint8Array }[]> {
  return tx.selectFrom('inbox_key').selectAll().orderBy('day', 'desc').execute();
}

export async function addInboxKey(tx: Tx, day: string, key: Uint8Array): Promise<void> {
  await tx
    .insertInto('inbox_key')
    .values({ day, key })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function wasSeen(tx: Tx, ids: Uint8Array[]): Promise<boolean> {
  const row = await tx.selectFrom('inbox').select('day').where('id', 'in', ids).executeTakeFirst();
  return row !== undefined;
}

export async function markSeen(tx: Tx, id: Uint8Array, day: string): Promise<void> {
  await tx.insertInto('inbox').values({ id, day }).execute();
}

/** Destroys the keys and events of days before `day`. */
export async function forgetInboxBefore(tx: Tx, day: string): Promise<void> {
  await tx.deleteFrom('inbox').where('day', '<', day).execute();
  await tx.deleteFrom('inbox_key').where('day', '<', day).execute();
}
