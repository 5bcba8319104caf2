import { at, ready, readyApart } from './ready.ts';
import type { Tx } from './store.ts';

const keys = ready((tx) => tx.selectFrom('inbox_key').selectAll().orderBy('day', 'desc'));
const seen = ready((tx) => tx.selectFrom('inbox').select('day').where('id', '=', at<Uint8Array>('id')));
const mark = readyApart((tx) =>
  tx
    .insertInto('inbox')
    .values({ id: at<Uint8Array>('id'), day: at<string>('day') })
    .onConflict((conflict) => conflict.doNothing()),
);

export async function inboxKeys(tx: Tx): Promise<{ day: string; key: Uint8Array }[]> {
  return keys(tx);
}

export async function addInboxKey(tx: Tx, day: string, key: Uint8Array): Promise<void> {
  await tx
    .insertInto('inbox_key')
    .values({ day, key })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function wasSeen(tx: Tx, ids: Uint8Array[]): Promise<boolean> {
  for (const id of ids) if ((await seen(tx, { id })).length > 0) return true;
  return false;
}

/** False when it was there already. */
export async function markSeen(tx: Tx, id: Uint8Array, day: string): Promise<boolean> {
  return (await mark(tx, { id, day })) > 0;
}

/** Destroys the keys and events of days before `day`. */
export async function forgetInboxBefore(tx: Tx, day: string): Promise<void> {
  await tx.deleteFrom('inbox').where('day', '<', day).execute();
  await tx.deleteFrom('inbox_key').where('day', '<', day).execute();
}
