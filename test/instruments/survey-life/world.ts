import { expect } from 'vitest';
import type { Edit } from '../../support/commune.ts';
import { staff } from '../../support/commune.ts';
import { type Program, type ProgramOptions, startProgram } from '../../support/program.ts';

export const SERVICE = 'Urbanisme';
export const OTHER = 'Finances';
export const ANSWER = { q_facilite: '4', q_recommande: '5' };

/** Two champions of one service, one of another, two of the leadership, and a lead. */
const people = [
  ...staff(SERVICE, 14),
  { id: 'ref', department: SERVICE, roles: 'referent', name: 'Rose Référente' },
  { id: 'ref2', department: SERVICE, roles: 'referent', name: 'Remi Second' },
  ...staff(OTHER, 12, 'f'),
  { id: 'reff', department: OTHER, roles: 'referent', name: 'Flore Finances' },
  { id: 'pil', department: 'Direction générale', roles: 'pilote', name: 'Paul Pilote' },
];

/** Three weeks before the launch of the wave, on a working morning. */
export const MORNING = '2026-11-18T10:00';

/** Nothing else is sent in these weeks: the baseline would use up the weekly cap. */
const QUIET: Edit[] = [['sondages/etat-des-lieux.yml', '  - ouvre: J-14', '  - ouvre: J-3']];

export async function startLife({ edits = [], ...options }: ProgramOptions = {}) {
  const program = await startProgram({ people, ...options, edits: [...QUIET, ...edits] });
  await program.travel(MORNING);
  return program;
}

/** Launches a survey of the library, by its button; resolves with the id of its round. */
export async function launch(program: Program, id = 'ref', department = SERVICE): Promise<string> {
  await program.say(id, 'sondage');
  await program.tap(id, 'survey.launch', { survey: 'satisfaction', department });
  return lastRound(program);
}

type Round = { id: string; status: string; launched_by: string; opened_at: string };

/** The rounds that were launched in chat, in their order. */
export function rounds(program: Program): Round[] {
  return (program.tables().round ?? [])
    .map((row): Round => JSON.parse(row))
    .filter(({ id }) => id.startsWith('sondage/'))
    .sort((one, other) => (one.opened_at < other.opened_at ? -1 : 1));
}

function lastRound(program: Program): string {
  const open = rounds(program).filter(({ status }) => status === 'open');
  const id = open.at(-1)?.id;
  if (!id) throw new Error('nothing was launched');
  return id;
}

export async function answer(program: Program, round: string, ids: string[]): Promise<void> {
  for (const id of ids) {
    expect(await program.act(id, 'survey.answer', { round, ...ANSWER }), id).not.toHaveProperty('refused');
  }
}

export function some(count: number, prefix = 'p'): string[] {
  return staff(SERVICE, count, prefix).map(({ id }) => id);
}

export async function refusal(program: Program, id: string, verb: string, data: Record<string, unknown>) {
  return (await program.act(id, verb, data))?.refused ?? null;
}
