import { sql } from 'kysely';
import type { Tx } from './store.ts';

/** Unsolicited messages sent under a token in the week that starts on `week` (a Monday). */
export async function attentionGiven(tx: Tx, week: string, token: Uint8Array): Promise<number> {
  const row = await tx
    .selectFrom('attention')
    .select('count')
    .where('week', '=', week)
    .where('token', '=', token)
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** One more; resolves with the new count. */
export async function addAttention(tx: Tx, week: string, token: Uint8Array): Promise<number> {
  const row = await tx
    .insertInto('attention')
    .values({ week, token, count: 1 })
    .onConflict((conflict) =>
      conflict.columns(['week', 'token']).doUpdateSet({ count: sql`attention.count + 1` }),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function forgetAttentionBefore(tx: Tx, week: string): Promise<void> {
  await tx.deleteFrom('attention').where('week', '<', week).execute();
}
