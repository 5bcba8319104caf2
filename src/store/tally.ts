import { sql } from 'kysely';
import type { OutboxStatus } from './schema.ts';
import type { Tx } from './store.ts';

/** More outbox rows that are gone: of them only the count is kept. */
export async function addTally(
  tx: Tx,
  campaign: string,
  outcome: string,
  reason: string,
  count: number,
): Promise<void> {
  await tx
    .insertInto('tally')
    .values({ campaign, outcome, reason, count })
    .onConflict((conflict) =>
      conflict
        .columns(['campaign', 'outcome', 'reason'])
        .doUpdateSet({ count: sql`tally.count + excluded.count` }),
    )
    .execute();
}

/** Messages by status, without the reminders: how many of those there are tells how many are silent. */
export async function countMessages(tx: Tx): Promise<{ status: OutboxStatus; count: number }[]> {
  return tx
    .selectFrom('outbox')
    .select('status')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('ephemeral', '=', 0)
    .groupBy('status')
    .orderBy('status')
    .execute();
}

export type DeliveryCount = { campaign: string; status: string; reason: string; count: number };

/** How many messages of each campaign ended how; `planned` counts those still waiting as `waiting`. */
export async function countDeliveries(tx: Tx, campaignPrefix = ''): Promise<DeliveryCount[]> {
  const live = await tx
    .selectFrom('outbox')
    .select(['campaign', 'status', 'reason'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('campaign', 'like', `${campaignPrefix}%`)
    .groupBy(['campaign', 'status', 'reason'])
    .execute();
  const gone = await tx
    .selectFrom('tally')
    .selectAll()
    .where('campaign', 'like', `${campaignPrefix}%`)
    .execute();
  return [
    ...live.map((row) => ({ ...row, reason: row.reason ?? '' })),
    ...gone.map((row) => ({
      campaign: row.campaign,
      status: row.outcome,
      reason: row.reason,
      count: row.count,
    })),
  ];
}
