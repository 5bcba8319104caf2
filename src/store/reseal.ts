import type { Tx } from './store.ts';

/** What of an open round was sealed, sealed anew. */
export type Resealed = {
  salt: Uint8Array;
  answers: { token: Uint8Array; box: Uint8Array }[];
  sums: { week: number; box: Uint8Array }[];
};

/** Puts new seals in the place of those of a round; in the order of the tokens, which tells nothing. */
export async function reseal(tx: Tx, roundId: string, { salt, answers, sums }: Resealed): Promise<void> {
  await tx.deleteFrom('sealed_answer').where('round_id', '=', roundId).execute();
  for (const { token, box } of answers.toSorted((a, b) => Buffer.compare(a.token, b.token))) {
    await tx.insertInto('sealed_answer').values({ round_id: roundId, token, box }).execute();
  }
  for (const { week, box } of sums) {
    await tx
      .updateTable('sealed_sum')
      .set({ box })
      .where('round_id', '=', roundId)
      .where('week', '=', week)
      .execute();
  }
  await tx.updateTable('round').set({ salt }).where('id', '=', roundId).execute();
}
