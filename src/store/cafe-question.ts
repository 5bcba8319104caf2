import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

/** A question for whoever hosts a Café: nobody's. `last_on` is the Café's day, after which it is forgotten. */
export type CafeQuestion = Schema['session_question'];

export async function saveCafeQuestion(tx: Tx, question: CafeQuestion): Promise<void> {
  await tx.insertInto('session_question').values(question).execute();
}

/** The words of each, in the order of their random ids: no order of arrival. */
export async function listCafeQuestions(tx: Tx, sessionId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('session_question')
    .select('words')
    .where('session_id', '=', sessionId)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.words);
}

/** A Café that moves takes its questions along. */
export async function keepCafeQuestionsUntil(tx: Tx, sessionId: string, day: string): Promise<void> {
  await tx
    .updateTable('session_question')
    .set({ last_on: day })
    .where('session_id', '=', sessionId)
    .execute();
}

export async function forgetCafeQuestionsBefore(tx: Tx, day: string): Promise<void> {
  await tx.deleteFrom('session_question').where('last_on', '<', day).execute();
}
