import type { Tx } from './store.ts';

/** Ends a round without a result: its answers, sums and salt are deleted, and that it was cancelled is all that is kept. */
export async function shutRound(tx: Tx, roundId: string, day: string): Promise<void> {
  await tx.deleteFrom('sealed_answer').where('round_id', '=', roundId).execute();
  await tx.deleteFrom('sealed_sum').where('round_id', '=', roundId).execute();
  await tx.updateTable('round').set({ status: 'closed', salt: null }).where('id', '=', roundId).execute();
  await tx.insertInto('cancelled_round').values({ round_id: roundId, on_day: day }).execute();
}

/** The local date on which a round was cancelled, or null. */
export async function cancelledOn(tx: Tx, roundId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('cancelled_round')
    .select('on_day')
    .where('round_id', '=', roundId)
    .executeTakeFirst();
  return row?.on_day ?? null;
}

export async function cancelledRounds(tx: Tx): Promise<Set<string>> {
  const rows = await tx.selectFrom('cancelled_round').select('round_id').execute();
  return new Set(rows.map((row) => row.round_id));
}
