import type { Tx } from './store.ts';

/** Keys of what was already done, so that nothing is done twice. */
export async function doneOccurrences(tx: Tx): Promise<Set<string>> {
  const rows = await tx.selectFrom('occurrence').select('key').execute();
  return new Set(rows.map((row) => row.key));
}

/** Everything that was done, or skipped as too late. `at`: the instant it was due. */
export async function listOccurrences(tx: Tx): Promise<{ key: string; at: string; outcome: string }[]> {
  return tx.selectFrom('occurrence').select(['key', 'at', 'outcome']).execute();
}

/** Claims an occurrence. False when somebody else was first. */
export async function claimOccurrence(
  tx: Tx,
  row: { key: string; at: string; done_at: string; outcome: string },
) {
  const result = await tx
    .insertInto('occurrence')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Its moment has not come yet: it stays to be done. */
export async function unclaimOccurrence(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('occurrence').where('key', '=', key).execute();
}

/** Those of these keys that were done or skipped. */
export async function doneAmong(
  tx: Tx,
  keys: string[],
): Promise<{ key: string; done_at: string; outcome: string }[]> {
  return tx.selectFrom('occurrence').select(['key', 'done_at', 'outcome']).where('key', 'in', keys).execute();
}
