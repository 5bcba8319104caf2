import type { Tx } from './store.ts';
import { addTally } from './tally.ts';

const FINAL = ['sent', 'failed', 'skipped'] as const;

/** Deletes the final messages due before an instant, keeping their counts; resolves with how many. */
export async function forgetOutboxBefore(
  tx: Tx,
  before: string,
  countUnder: (campaign: string) => string,
): Promise<number> {
  const groups = await tx
    .selectFrom('outbox')
    .select(['campaign', 'status', 'reason'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', 'in', FINAL)
    .where('due_at', '<', before)
    .groupBy(['campaign', 'status', 'reason'])
    .execute();
  for (const { campaign, status, reason, count } of groups) {
    await addTally(tx, countUnder(campaign), status, reason ?? '', count);
  }
  const result = await tx
    .deleteFrom('outbox')
    .where('status', 'in', FINAL)
    .where('due_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function forgetStrangersBefore(tx: Tx, day: string): Promise<number> {
  const result = await tx.deleteFrom('stranger').where('first_on', '<', day).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Ids of those who left before a local date. */
export async function leftBefore(tx: Tx, day: string): Promise<string[]> {
  const rows = await tx.selectFrom('person').select('id').where('left_on', '<', day).orderBy('id').execute();
  return rows.map((row) => row.id);
}

/** Rows of what is remembered for days only: weekly counts of messages, and events seen. */
export async function countShortLived(tx: Tx): Promise<{ attention: number; inbox: number }> {
  const count = async (table: 'attention' | 'inbox') => {
    const row = await tx
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirst();
    return row?.count ?? 0;
  };
  return { attention: await count('attention'), inbox: await count('inbox') };
}
