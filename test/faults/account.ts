import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, type TestContext } from 'vitest';
import { z } from 'zod';
import { CAMPAIGNS } from './commune.ts';
import type { House } from './house.ts';
import { SEED } from './size.ts';

const rowSchema = z.object({
  id: z.string(),
  campaign: z.string(),
  person_id: z.string().nullable(),
  status: z.string(),
  reason: z.string().nullable(),
  due_at: z.string(),
  attempts: z.number(),
});
export type Row = z.infer<typeof rowSchema>;

/** Reads the program's file beside it; nothing, of one that was killed before it had made its tables. */
export function rowsOf<T>(file: string, schema: z.ZodType<T>, sql: string, ...values: unknown[]): T[] {
  if (!existsSync(file)) return [];
  const database = new Database(file, { readonly: true });
  try {
    const isMade = database.prepare("select 1 from sqlite_schema where name = 'outbox'").get() !== undefined;
    return isMade ? z.array(schema).parse(database.prepare(sql).all(...values)) : [];
  } finally {
    database.close();
  }
}

/** Every message that the program has planned. */
export function outbox({ file }: Pick<House, 'file'>): Row[] {
  return rowsOf(
    file,
    rowSchema,
    'select id, campaign, person_id, status, reason, due_at, attempts from outbox',
  );
}

/** The messages to be sent by now, or to be tried again; not those whose hour is to come. */
export function waitingRows(house: House): Row[] {
  const now = new Date(house.now()).toISOString();
  return outbox(house).filter(
    ({ status, reason, due_at }) =>
      status === 'leased' || (status === 'planned' && (reason !== null || due_at <= now)),
  );
}

/** How many of them; before the campaign is planned, everybody. */
export function waiting(house: House, awaited = CAMPAIGNS[house.name]): number {
  const isPlanned = outbox(house).some(({ campaign }) => campaign === awaited);
  return isPlanned ? waitingRows(house).length : house.people;
}

/**
 * What must hold when all is over: nothing lost, each message once, the program's accounts those of the platform, no
 * limit passed. Twice came at most what each kill left in doubt (`doubts`) and what the platform took without saying
 * so. What was counted goes to the table.
 */
export async function settleAccounts(house: House, task: TestContext['task'], doubts: readonly number[]) {
  const rows = outbox(house).filter(({ status }) => status !== 'planned');
  const ledger = await house.platform.ledger();
  const arrived = new Set((await house.platform.messages()).map(({ mark }) => mark));
  const count = (wanted: string) => rows.filter(({ status }) => status === wanted).length;
  const reasons = rows.flatMap(({ status, reason }) => (status === 'sent' ? [] : [`${status}: ${reason}`]));
  const inDoubt = doubts.reduce((sum, doubt) => sum + doubt, 0);
  const injected = Object.values(ledger.faults).reduce((sum, faults) => sum + faults, 0);
  const violations = Object.values(ledger.violations).reduce((sum, times) => sum + times, 0);
  task.meta.counted = {
    seed: SEED,
    messages: rows.length,
    kills: doubts.length,
    faults: injected,
    untold: ledger.untold,
    sent: count('sent'),
    failed: count('failed'),
    skipped: count('skipped'),
    reasons: [...Map.groupBy(reasons, (it) => it)].map(([it, all]) => `${it} ${all.length}`).join(', '),
    duplicates: ledger.duplicates,
    'at most': inDoubt + ledger.untold,
    violations,
    seconds: Math.round(ledger.seconds),
  };
  const reached = new Set(rows.map(({ person_id }) => person_id));
  expect(reached.size, 'everybody was planned for').toBe(house.people);
  expect(count('sent') + count('failed') + count('skipped'), 'planned = sent + failed + skipped').toBe(
    rows.length,
  );
  const lost = rows.filter(({ id, status }) => status === 'sent' && !arrived.has(id));
  expect(lost, 'said to be sent, and never arrived').toEqual([]);
  const denied = rows.filter(({ id, status }) => status === 'skipped' && arrived.has(id));
  expect(denied, 'said to be skipped, and arrived').toEqual([]);
  expect(ledger.violations, JSON.stringify(ledger.firstViolations)).toEqual({});
  expect(ledger.duplicates).toBeLessThanOrEqual(inDoubt + ledger.untold);
  return { rows, ledger, count };
}
