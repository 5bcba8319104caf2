import type { AuditAct } from '../domain/audit.ts';
import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

export type AuditRow = Schema['audit'];

/** Writes an act down. The day, not the minute: the order is enough, and a time would tell who was there when. */
export async function insertAct(
  tx: Tx,
  row: { on_day: string; actor: string; act: AuditAct; object: string },
): Promise<void> {
  const last = await tx
    .selectFrom('audit')
    .select(({ fn }) => fn.max('number').as('number'))
    .executeTakeFirst();
  await tx
    .insertInto('audit')
    .values({ ...row, number: Number(last?.number ?? 0) + 1 })
    .execute();
}

/** Whether somebody has already done it, that day. */
export async function hasAct(
  tx: Tx,
  { on_day, actor, act, object }: Omit<AuditRow, 'number'>,
): Promise<boolean> {
  const row = await tx
    .selectFrom('audit')
    .select('number')
    .where('on_day', '=', on_day)
    .where('actor', '=', actor)
    .where('act', '=', act)
    .where('object', '=', object)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The last acts, the latest first. */
export async function listActs(tx: Tx, limit: number): Promise<AuditRow[]> {
  return tx.selectFrom('audit').selectAll().orderBy('number', 'desc').limit(limit).execute();
}
