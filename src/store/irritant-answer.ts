import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

/** An answer of the leadership to one subject of a wave. Days are local. */
export type IrritantAnswer = Schema['irritant_answer'];

/** All of a wave, drafts included, in the order of the reviews they were given under. */
export async function listIrritantAnswers(tx: Tx, wave: string): Promise<IrritantAnswer[]> {
  return tx
    .selectFrom('irritant_answer')
    .selectAll()
    .where('wave', '=', wave)
    .orderBy('milestone')
    .orderBy('subject')
    .execute();
}

/** Puts a draft in the place of the one its subject had. */
export async function saveDraft(
  tx: Tx,
  draft: Omit<IrritantAnswer, 'published_on' | 'campaign'>,
): Promise<void> {
  await deleteDraft(tx, draft.wave, draft.subject);
  await tx
    .insertInto('irritant_answer')
    .values({ ...draft, published_on: null, campaign: null })
    .execute();
}

export async function deleteDraft(tx: Tx, wave: string, subject: string): Promise<void> {
  await tx
    .deleteFrom('irritant_answer')
    .where('wave', '=', wave)
    .where('subject', '=', subject)
    .where('published_on', 'is', null)
    .execute();
}

/** Publishes the drafts of a wave: they wait for a message that takes them along. */
export async function publishDrafts(tx: Tx, wave: string, day: string): Promise<void> {
  await tx
    .updateTable('irritant_answer')
    .set({ published_on: day })
    .where('wave', '=', wave)
    .where('published_on', 'is', null)
    .execute();
}

/** Gives a message everything published that none has taken yet; resolves with how many answers that was. */
export async function takeAnswers(tx: Tx, wave: string, campaign: string): Promise<number> {
  const result = await tx
    .updateTable('irritant_answer')
    .set({ campaign })
    .where('wave', '=', wave)
    .where('published_on', 'is not', null)
    .where('campaign', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
