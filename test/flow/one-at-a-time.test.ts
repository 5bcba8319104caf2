import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { wakeAt } from '../support/clock.ts';
import { staff } from '../support/commune.ts';
import { type Program, startProgram } from '../support/program.ts';

const people = [...staff('Finances', 15), { id: 'pil', department: 'Finances', roles: 'pilote' }];
const DAYS = [null, [1, 2], [3], [1, 2, 4, 5], [5]];

/** A commune where most people work part-time, each on other days. */
async function partTimers(): Promise<Program> {
  const program = await startProgram({ people });
  const database = new Database(program.file);
  const update = database.prepare('update person set days = ? where id = ?');
  for (const [index, { id }] of people.entries()) {
    const days = DAYS[index % DAYS.length];
    update.run(days ? JSON.stringify(days) : null, id);
  }
  database.close();
  return program;
}

/** What nobody asked for, by person: the local times at which it came. A reminder has no row any more. */
async function unasked(program: Program, id: string): Promise<string[]> {
  const rows = (program.tables().outbox ?? []).map((json) => JSON.parse(json));
  const asked = new Set(rows.filter(({ solicited }) => solicited === 1).map((row) => row.id));
  return (await program.messages(id)).filter((one) => one.card && !asked.has(one.id)).map(({ at }) => at);
}

/** Nobody is disturbed twice in a half-day, nor more than twice a week, nor on a day off. */
async function expectPeace(program: Program): Promise<void> {
  for (const [index, { id }] of people.entries()) {
    const times = await unasked(program, id);
    expect(times.length, id).toBeGreaterThan(0);
    const halves = times.map(
      (at) => `${at.slice(0, 10)} ${at.slice(11) < '13:00' ? 'morning' : 'afternoon'}`,
    );
    expect(new Set(halves).size, `${id}: ${times}`).toBe(halves.length);
    const days = DAYS[index % DAYS.length];
    for (const at of times) {
      const weekday = new Date(at.slice(0, 10)).getUTCDay();
      expect(days ?? [1, 2, 3, 4, 5], `${id} ${at}`).toContain(weekday);
      expect(at.slice(11) >= '08:30' && at.slice(11) < '17:30', at).toBe(true);
    }
  }
}

describe('what was held back comes one at a time', () => {
  it('to people with days off, over the end of a year', async () => {
    const program = await partTimers();
    await program.travel('2027-01-12T12:00');
    await expectPeace(program);
    for (const { campaign, planned, sent, failed, skipped, waiting } of await program.outbox())
      expect(planned, campaign).toBe(sent + failed + skipped + waiting);
  });

  it('after a stop of a week over the launch', async () => {
    const program = await partTimers();
    await program.travel('2026-11-27T17:00');
    await wakeAt(program, '2026-12-05T10:00');
    await program.travel('2026-12-12T12:00');
    await expectPeace(program);
    // Monday 7 is not the day on which everything comes, nor does it all come at one minute.
    const monday: string[] = [];
    for (const { id } of people) {
      const times = (await unasked(program, id)).filter((at) => at.startsWith('2026-12-07'));
      monday.push(...times.filter((at) => at < '2026-12-07T13:00'));
    }
    expect(monday.length).toBeGreaterThan(5);
    expect(new Set(monday).size).toBeGreaterThan(2);
  });

  it('but what somebody launches by hand leaves at once', async () => {
    const program = await partTimers();
    await program.travel('2026-12-10T10:00');
    expect((await program.messages('p01')).at(-1)?.at).toBe('2026-12-10T09:30');
    await program.act('pil', 'survey.launch', { survey: 'climat', department: '*' });
    await program.travel('PT1M');
    const last = (await program.messages('p01')).at(-1);
    expect(last?.at).toBe('2026-12-10T10:00');
    expect(last?.actions.some(({ verb }) => verb.startsWith('survey.'))).toBe(true);
  });
});
