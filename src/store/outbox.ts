import { type Selectable, sql } from 'kysely';
import { at, ready } from './ready.ts';
import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';
import { addTally } from './tally.ts';

/** A message to be sent, as it waits. Instants are ISO UTC; `params` is what its card is drawn from. */
export type OutboxRow = Omit<
  Selectable<Schema['outbox']>,
  'params' | 'solicited' | 'ephemeral' | 'doubtful'
> & {
  params: Record<string, unknown>;
  solicited: boolean;
  ephemeral: boolean;
  /** It may have arrived already: see lease.ts. */
  doubtful: boolean;
};

export type NewOutboxRow = Pick<
  OutboxRow,
  | 'id'
  | 'campaign'
  | 'person_id'
  | 'template'
  | 'params'
  | 'priority'
  | 'solicited'
  | 'ephemeral'
  | 'due_at'
  | 'expires_at'
  | 'refresh'
>;

/** In SQLite's own words, not as parameters: the partial index `outbox_due` is used only when they are the same. */
export const waiting = sql<boolean>`status in ('planned', 'leased')`;

/** Campaigns that begin so, up to a slash. A range, not a pattern: an id can hold what a pattern takes for any letter. */
export function isUnder(folder: string) {
  return sql<boolean>`(campaign >= ${`${folder}/`} and campaign < ${`${folder}0`})`;
}

/** Rows a statement: short enough to be prepared once and kept (statements.ts). */
const CHUNK = 20;

/** Plans messages. A message already planned for the same person and campaign is left as it is. */
export async function insertOutbox(tx: Tx, rows: NewOutboxRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    await tx
      .insertInto('outbox')
      .values(
        rows.slice(start, start + CHUNK).map((row) => ({
          ...row,
          params: JSON.stringify(row.params),
          solicited: Number(row.solicited),
          ephemeral: Number(row.ephemeral),
          status: 'planned' as const,
          attempts: 0,
          lease_until: null,
          channel: null,
          platform_id: null,
          sent_on: null,
          reason: null,
          shown: null,
        })),
      )
      .onConflict((conflict) => conflict.columns(['campaign', 'person_id']).doNothing())
      .execute();
  }
}

/** The earliest instant at which something can be sent, or null; what is leased waits for the end of its lease. */
export async function nextDue(tx: Tx): Promise<string | null> {
  const planned = await tx
    .selectFrom('outbox')
    .select('due_at')
    .where(waiting)
    .where('lease_until', 'is', null)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  const leased = await tx
    .selectFrom('outbox')
    .select(({ fn }) => fn.min<string | null>('lease_until').as('until'))
    .where(waiting)
    .executeTakeFirst();
  const moments = [planned?.due_at, leased?.until].filter((moment) => moment != null);
  return moments.sort()[0] ?? null;
}

const PLATFORM_REASONS = ['rate_limited', 'platform_error', 'credentials', 'no_answer'];

/** How many messages a platform told to wait: planned again, with the reason. */
export async function waitingForPlatform(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', '=', 'planned')
    .where('reason', 'in', PLATFORM_REASONS)
    .executeTakeFirst();
  return row?.count ?? 0;
}

const outboxById = ready((tx) => tx.selectFrom('outbox').selectAll().where('id', '=', at<string>('id')));

export async function findOutbox(tx: Tx, id: string): Promise<OutboxRow | null> {
  const [row] = await outboxById(tx, { id });
  return row ? fromRow(row) : null;
}

/** The last messages that reached a person, newest first; of these templates, or of all with null. */
export async function lastSent(
  tx: Tx,
  personId: string,
  templates: string[] | null,
  limit = 1,
): Promise<OutboxRow[]> {
  let query = tx
    .selectFrom('outbox')
    .selectAll()
    .where('person_id', '=', personId)
    .where('status', '=', 'sent');
  if (templates) query = query.where('template', 'in', templates);
  const rows = await query.orderBy('due_at', 'desc').limit(limit).execute();
  return rows.map(fromRow);
}

/** What was called off for a reason, of the campaigns under a name, waits to leave again. */
export async function planAgain(
  tx: Tx,
  folder: string,
  reason: string,
  { due, expires }: { due: string; expires: string },
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ status: 'planned', reason: null, due_at: due, expires_at: expires })
    .where('status', '=', 'skipped')
    .where('reason', '=', reason)
    .where(isUnder(folder))
    .execute();
}

/** Messages of a campaign still waiting are called off, with a reason; of its reminders only the count is kept. */
export async function cancelPlanned(tx: Tx, campaign: string, reason: string): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ status: 'skipped', reason, lease_until: null })
    .where('campaign', '=', campaign)
    .where('ephemeral', '=', 0)
    .where(waiting)
    .execute();
  const reminders = await tx
    .deleteFrom('outbox')
    .where('ephemeral', '=', 1)
    .where((eb) => eb.or([eb('campaign', '=', campaign), isUnder(`${campaign}/reminder`)]))
    .returning('campaign')
    .execute();
  for (const [name, rows] of Map.groupBy(reminders, (row) => row.campaign)) {
    await addTally(tx, name, 'skipped', reason, rows.length);
  }
}

/** As the rest of the program reads it. */
export function fromRow(row: Selectable<Schema['outbox']>): OutboxRow {
  return {
    ...row,
    params: JSON.parse(row.params),
    solicited: row.solicited === 1,
    ephemeral: row.ephemeral === 1,
    doubtful: row.doubtful === 1,
  };
}
