import { sql } from 'kysely';
import { type FamilyCounts, noCounts, PERSONAL, type Place } from './personal.ts';
import type { Tx } from './store.ts';
import { addTally } from './tally.ts';

/** The day, and the instant, before which something has been kept for so many days. */
export type Cutoff = (days: number) => { day: string; instant: string };

/** Deletes what bears a name and has been kept long enough (personal.ts); resolves with how many rows of each family. */
export async function forgetNominative(
  tx: Tx,
  before: Cutoff,
  countUnder: (campaign: string) => string,
): Promise<FamilyCounts> {
  const forgotten = noCounts();
  for (const place of PERSONAL) {
    if (typeof place.kept !== 'string')
      forgotten[place.family] += await forgetPlace(tx, place, before(place.kept.days), countUnder);
  }
  return forgotten;
}

async function forgetPlace(
  tx: Tx,
  { table, kept }: Place,
  { day, instant }: ReturnType<Cutoff>,
  countUnder: (campaign: string) => string,
): Promise<number> {
  if (typeof kept === 'string') return 0;
  if (table === 'outbox') return forgetMessages(tx, instant, countUnder);
  if (table === 'round_person') return forgetRosters(tx, instant);
  const result = await sql`delete from ${sql.table(table)} where ${sql.ref(kept.since)} < ${day}`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

const FINAL = ['sent', 'failed', 'skipped'] as const;

/** Messages that were due before an instant and wait no more; their counts stay. */
async function forgetMessages(
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

/** Who was invited to what closed before an instant; how many they were is in its tables. */
async function forgetRosters(tx: Tx, before: string): Promise<number> {
  const result = await tx
    .deleteFrom('round_person')
    .where('round_id', 'in', (of) =>
      of.selectFrom('round').select('id').where('status', '=', 'closed').where('closes_at', '<', before),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Codes on paper of rounds that are closed: closing takes them back, so there should be none. */
export async function forgetDeadCodes(tx: Tx): Promise<number> {
  const result = await tx
    .deleteFrom('code')
    .where('round_id', 'in', (of) => of.selectFrom('round').select('id').where('status', '=', 'closed'))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Ids of those who left before a local date. */
export async function leftBefore(tx: Tx, day: string): Promise<string[]> {
  const rows = await tx.selectFrom('person').select('id').where('left_on', '<', day).orderBy('id').execute();
  return rows.map((row) => row.id);
}

/** Rows of what bears no name and is kept for days only. */
export async function countShortLived(
  tx: Tx,
): Promise<{ attention: number; inbox: number; questions: number }> {
  const count = async (table: 'attention' | 'inbox' | 'session_question') => {
    const row = await tx
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirst();
    return row?.count ?? 0;
  };
  return {
    attention: await count('attention'),
    inbox: await count('inbox'),
    questions: await count('session_question'),
  };
}
