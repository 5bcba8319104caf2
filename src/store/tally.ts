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

export type StatusCount = { status: OutboxStatus; count: number };

/**
 * Messages by status among the next `limit` after an id ('': from the first), without the reminders: how many of those
 * there are tells how many are silent. A million messages take a second to count: nobody must wait behind all of them.
 * `last`: the id to go on after, or null at the end.
 */
export async function countMessages(
  tx: Tx,
  after: string,
  limit: number,
): Promise<{ counts: StatusCount[]; last: string | null }> {
  const { rows } = await sql<StatusCount & { seen: number; last: string }>`
    select status, count(*) filter (where ephemeral = 0) as count, count(*) as seen, max(id) as last
    from (select id, status, ephemeral from outbox where id > ${after} order by id limit ${limit})
    group by status`.execute(tx);
  const seen = rows.reduce((sum, row) => sum + row.seen, 0);
  const last = rows
    .map((row) => row.last)
    .sort()
    .at(-1);
  return {
    counts: rows.map(({ status, count }) => ({ status, count })),
    last: seen < limit ? null : (last ?? null),
  };
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

/**
 * The same without reminders, among the next `limit` messages after an id ('': from the first, with those that are
 * gone); `last` as in `countMessages`.
 */
export async function countDeliveriesAfter(
  tx: Tx,
  after: string,
  limit: number,
): Promise<{ counts: DeliveryCount[]; last: string | null }> {
  const { rows } = await sql<DeliveryCount & { seen: number; last: string }>`
    select campaign, status, ifnull(reason, '') as reason, count(*) filter (where ephemeral = 0) as count,
      count(*) as seen, max(id) as last
    from (select id, campaign, status, reason, ephemeral from outbox where id > ${after} order by id limit ${limit})
    group by campaign, status, reason`.execute(tx);
  const gone = after === '' ? await tx.selectFrom('tally').selectAll().execute() : [];
  const seen = rows.reduce((sum, row) => sum + row.seen, 0);
  const last = rows
    .map((row) => row.last)
    .sort()
    .at(-1);
  return {
    counts: [
      ...rows.map(({ campaign, status, reason, count }) => ({ campaign, status, reason, count })),
      ...gone.map(({ outcome: status, ...row }) => ({ ...row, status })),
    ].filter(({ campaign, count }) => count > 0 && !campaign.includes('/reminder/')),
    last: seen < limit ? null : (last ?? null),
  };
}

export type Fates = { sent: number; failed: number; skipped: number };

/**
 * How many messages came to which end, without those whose campaign (`what/wave/...`) is of one of `others`, and without
 * reminders: how many of those there were tells how many were silent, even where that may not be shown. One pass over
 * the table in its own order: grouping a million messages by campaign would sort them all.
 */
export async function countFates(tx: Tx, others: readonly string[]): Promise<Fates> {
  const rest = sql`substr(campaign, instr(campaign, '/') + 1)`;
  const wave = sql`iif(instr(campaign, '/') = 0, '', substr(${rest}, 1, instr(${rest} || '/', '/') - 1))`;
  const ofWave = others.length === 0 ? sql`true` : sql`${wave} not in (${sql.join(others)})`;
  const counted = sql`campaign not like '%/reminder/%' and ${ofWave}`;
  const { rows } = await sql<Fates>`
    select ifnull(sum(sent), 0) as sent, ifnull(sum(failed), 0) as failed, ifnull(sum(skipped), 0) as skipped from (
      select sum(status = 'sent') as sent, sum(status = 'failed') as failed, sum(status = 'skipped') as skipped
      from outbox where ${counted}
      union all
      select sum((outcome = 'sent') * count), sum((outcome = 'failed') * count), sum((outcome = 'skipped') * count)
      from tally where ${counted})`.execute(tx);
  return rows[0] ?? { sent: 0, failed: 0, skipped: 0 };
}

/** What `countDeliveries` says of one campaign, by its whole name: the index finds it among any number. */
export async function countCampaign(tx: Tx, campaign: string): Promise<DeliveryCount[]> {
  const live = await tx
    .selectFrom('outbox')
    .select(['campaign', 'status', 'reason'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('campaign', '=', campaign)
    .groupBy(['status', 'reason'])
    .execute();
  const gone = await tx
    .selectFrom('tally')
    .select(['campaign', 'outcome as status', 'reason', 'count'])
    .where('campaign', '=', campaign)
    .execute();
  return [...live.map((row) => ({ ...row, reason: row.reason ?? '' })), ...gone];
}

/** When the last message of each campaign was due, or is; of those whose messages are still kept. */
export async function lastDues(tx: Tx): Promise<{ campaign: string; dueAt: string }[]> {
  return tx
    .selectFrom('outbox')
    .select('campaign')
    .select(({ fn }) => fn.max('due_at').as('dueAt'))
    .groupBy('campaign')
    .execute();
}

/** Who was not sent what, and why, for these reasons: the messages of people who are still there. */
export async function listUnsent(
  tx: Tx,
  reasons: readonly string[],
): Promise<{ campaign: string; person_id: string; status: string; reason: string; due_at: string }[]> {
  const rows = await tx
    .selectFrom('outbox')
    .select(['campaign', 'person_id', 'status', 'reason', 'due_at'])
    .where('status', 'in', ['failed', 'skipped'])
    .where('reason', 'in', reasons)
    .where('ephemeral', '=', 0)
    .orderBy('due_at')
    .orderBy('campaign')
    .orderBy('person_id')
    .execute();
  return rows.flatMap(({ person_id, reason, ...row }) =>
    person_id === null || reason === null ? [] : [{ ...row, person_id, reason }],
  );
}
