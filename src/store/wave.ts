import { z } from 'zod';
import type { WaveDefinition } from '../domain/wave.ts';
import { at, ready } from './ready.ts';
import type { Schema, WaveAct } from './schema.ts';
import type { Tx } from './store.ts';

/** A wave prepared in chat: a draft, confirmed, or dropped. */
export type PreparedWave = Omit<WaveDefinition, 'course'> & {
  status: Schema['wave']['status'];
  /** The wave it extends, or null. */
  source: string | null;
};

const resourcesSchema = z.object({
  licences: z.number(),
  licenceMonthly: z.number(),
  currency: z.enum(['EUR', 'CHF']),
  trainingHours: z.number(),
  hourlyCost: z.number().optional(),
});

const preparedAs = ready((tx) =>
  tx.selectFrom('wave').selectAll().where('status', '=', at<PreparedWave['status']>('status')),
);

function byLaunch(a: PreparedWave, b: PreparedWave): number {
  return a.launchDate < b.launchDate || (a.launchDate === b.launchDate && a.id < b.id) ? -1 : 1;
}

/** In the order of their launch. */
export async function listPrepared(tx: Tx, status?: PreparedWave['status']): Promise<PreparedWave[]> {
  // Asked for in each turn: ordering a few rows is dearer to SQLite than the rest of the query.
  if (status) return (await preparedAs(tx, { status })).map(fromRow).sort(byLaunch);
  const rows = await tx.selectFrom('wave').selectAll().orderBy('launch_date').orderBy('id').execute();
  return rows.map(fromRow);
}

export async function findPrepared(tx: Tx, id: string): Promise<PreparedWave | null> {
  const row = await tx.selectFrom('wave').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function insertPrepared(tx: Tx, wave: PreparedWave, day: string): Promise<void> {
  await tx
    .insertInto('wave')
    .values({ id: wave.id, ...columns(wave), prepared_on: day })
    .execute();
}

export async function updatePrepared(tx: Tx, wave: PreparedWave): Promise<void> {
  await tx.updateTable('wave').set(columns(wave)).where('id', '=', wave.id).execute();
}

export type WaveActRow = Schema['wave_act'];

const acts = ready((tx) => tx.selectFrom('wave_act').selectAll().orderBy('wave').orderBy('number'));

/** What leads did, in order. */
export async function listWaveActs(tx: Tx): Promise<WaveActRow[]> {
  return acts(tx);
}

/** Writes down who did what, on which day; resolves with its number. */
export async function addWaveAct(
  tx: Tx,
  wave: string,
  act: WaveAct,
  personId: string,
  day: string,
): Promise<number> {
  const last = await tx
    .selectFrom('wave_act')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('wave', '=', wave)
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  await tx.insertInto('wave_act').values({ wave, number, act, person_id: personId, on_day: day }).execute();
  return number;
}

function columns(wave: PreparedWave) {
  return {
    status: wave.status,
    source: wave.source,
    name: wave.name,
    launch_date: wave.launchDate,
    departments: JSON.stringify(wave.departments),
    weeks: wave.weeks,
    resources: JSON.stringify(wave.resources),
  };
}

function fromRow(row: Schema['wave']): PreparedWave {
  return {
    id: row.id,
    status: row.status,
    source: row.source,
    name: row.name,
    launchDate: row.launch_date,
    departments: z.array(z.string()).parse(JSON.parse(row.departments)),
    weeks: row.weeks,
    resources: resourcesSchema.parse(JSON.parse(row.resources)),
  };
}
