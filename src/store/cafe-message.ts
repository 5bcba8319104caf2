import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

/** A text to those who come to a Café; `last_on` is the Café's day, after which it is forgotten. */
export type CafeMessage = Schema['cafe_message'];

export async function saveCafeMessage(tx: Tx, message: CafeMessage): Promise<void> {
  await tx.insertInto('cafe_message').values(message).execute();
}

export async function findCafeMessage(tx: Tx, id: string): Promise<CafeMessage | null> {
  const row = await tx.selectFrom('cafe_message').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

export async function countCafeMessages(tx: Tx, sessionId: string): Promise<number> {
  const row = await tx
    .selectFrom('cafe_message')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return row?.count ?? 0;
}
