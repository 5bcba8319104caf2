import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

/** A rule somebody did not understand, in their own name; `words` may be empty. */
export type MementoQuestion = Schema['memento_question'];

/** False when they already asked about that rule that day. */
export async function saveMementoQuestion(tx: Tx, question: MementoQuestion): Promise<boolean> {
  const result = await tx
    .insertInto('memento_question')
    .values(question)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findMementoQuestion(tx: Tx, id: string): Promise<MementoQuestion | null> {
  const row = await tx.selectFrom('memento_question').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}
