import { describe, expect, it } from 'vitest';
import { purge } from '../../src/engine/purge.ts';
import { insertAct } from '../../src/store/audit.ts';
import type { Schema } from '../../src/store/schema.ts';
import { staff } from '../support/commune.ts';
import { type Program, startProgram } from '../support/program.ts';

it('forgets within 72 hours which events came, and their keys, though nobody writes again', async () => {
  const program = await startProgram({ people: staff('Finances', 12) });
  await program.travel('2026-12-03T09:30');
  await program.tap('p01', 'checkin.answer', { time: 'h1to2' });
  expect(program.tables().inbox).toHaveLength(1);
  await program.travel('2026-12-05T09:30');
  expect(program.tables().inbox).toHaveLength(1);
  await program.travel('2026-12-06T00:00');
  expect(program.tables().inbox).toEqual([]);
  expect(program.tables().inbox_key).toEqual([]);
});

describe('what bears a name', () => {
  /** Days from 16 November 2026 on which each is kept for the last time, then gone the day after. */
  const KEPT: [table: keyof Schema, days: number][] = [
    ['memento_question', 7],
    ['survey_draft', 30],
    ['stranger', 90],
    ['rsvp', 400],
    ['waiting', 400],
    ['attendance', 400],
    ['help_call', 400],
    ['audit', 400],
  ];

  async function filled(): Promise<Program> {
    const program = await startProgram({ people: staff('Finances', 12) });
    const on_day = '2026-11-16';
    const person_id = 'p01';
    const session_id = 's';
    await program.engine().inTurn(async ({ tx }) => {
      await tx
        .insertInto('memento_question')
        .values({ id: 'q', person_id, rule: 'r', words: '', on_day })
        .execute();
      await tx.insertInto('survey_draft').values({ person_id, definition: '{}', saved_on: on_day }).execute();
      await tx
        .insertInto('stranger')
        .values({ channel: 'teams', platform_id: 'x', first_on: on_day })
        .execute();
      await tx.insertInto('rsvp').values({ session_id, person_id, response: 'yes', on_day }).execute();
      await tx.insertInto('waiting').values({ session_id, person_id, number: 1, on_day }).execute();
      await tx.insertInto('attendance').values({ session_id, person_id, on_day }).execute();
      await tx.insertInto('help_call').values({ person_id, on_day, wave: 'pilote' }).execute();
      await tx.insertInto('acknowledgement').values({ version: '0', person_id, on_day }).execute();
      await insertAct(tx, { on_day, actor: 'operator', act: 'export', object: '' });
    });
    return program;
  }

  /** The purge of the day that is so many days after 16 November 2026; other work of that day is left out. */
  async function purgeAfter(program: Program, days: number) {
    return program
      .engine()
      .inTurn((turn) =>
        purge({ ...turn, now: turn.now.add({ hours: 24 * days }), today: turn.today.add({ days }) }),
      );
  }

  it.each(KEPT)('%s: %i days, and no more', async (table, days) => {
    const program = await filled();
    // What the purges write in the journal is not what they are tried on.
    const left = () => (program.tables()[table] ?? []).filter((row) => !row.includes('"purge"'));
    await purgeAfter(program, days);
    expect(left()).toHaveLength(1);
    await purgeAfter(program, days + 1);
    expect(left()).toEqual([]);
    expect(program.tables().acknowledgement).toHaveLength(1);
  });

  it('is counted by family, in what the purge says and in the journal', async () => {
    const program = await filled();
    const purged = await purgeAfter(program, 401);
    expect(purged).toMatchObject({
      cafes: 3,
      help: 1,
      memento: 1,
      strangers: 1,
      launches: 1,
      acts: 1,
      leavers: 0,
    });
    const [note] = (program.tables().audit ?? []).map((row) => JSON.parse(row));
    expect(note).toMatchObject({ actor: 'service', act: 'purge', on_day: '2027-12-22' });
    expect(note.object).toContain('cafes=3 memento=1 help=1');
    await purgeAfter(program, 401);
    expect(program.tables().audit).toHaveLength(1);
  });

  it('of a closed round: who was invited goes, its totals stay', async () => {
    const program = await startProgram({ people: staff('Finances', 12) });
    await program.travel('2026-12-11T12:00');
    const closed = (program.tables().round ?? [])
      .map((row) => JSON.parse(row))
      .filter(({ status }) => status === 'closed');
    expect(closed.length).toBeGreaterThan(0);
    const frozen = program.tables().frozen;
    await purgeAfter(program, 70);
    expect(JSON.stringify(program.tables().round_person)).toContain(closed[0].id);
    await purgeAfter(program, 120);
    for (const { id } of closed)
      expect(JSON.stringify(program.tables().round_person)).not.toContain(`"${id}"`);
    expect(program.tables().round_person?.length).toBeGreaterThan(0);
    expect(program.tables().frozen).toEqual(frozen);
  });
});
