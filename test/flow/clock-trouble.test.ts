import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { wakeAt } from '../support/clock.ts';
import { staff } from '../support/commune.ts';
import { type Program, startProgram } from '../support/program.ts';

const people = [...staff('Finances', 11), { id: 'pil', department: 'Finances', roles: 'pilote' }];

/** What was done and what was sent: what a clock that goes back must not do again. */
function deeds(program: Program) {
  const { occurrence = [], sandbox_message = [] } = program.tables();
  return { occurrences: occurrence.length, messages: sandbox_message.length };
}

/** Nobody has the same message twice. */
function expectNoRepeat(program: Program): void {
  const rows = (program.tables().outbox ?? []).map((json) => JSON.parse(json));
  const seen = rows.map(({ campaign, person_id }) => `${campaign} ${person_id}`);
  expect(new Set(seen).size).toBe(seen.length);
  const shown = (program.tables().sandbox_message ?? []).map((json) => JSON.parse(json));
  const cards = shown.map(({ recipient, card }) => `${recipient} ${card}`);
  expect(new Set(cards).size).toBe(cards.length);
}

describe('a clock that is set back', () => {
  it.each([
    ['an hour', '2026-12-03T11:00'],
    ['a day', '2026-12-02T12:00'],
    ['a year', '2025-12-03T12:00'],
  ])('by %s repeats nothing, and goes on when time has caught up', async (_by, back) => {
    const program = await startProgram({ people });
    await program.travel('2026-12-03T12:00');
    await program.tap('p01', 'checkin.answer', { time: 'h1to2' });
    const before = deeds(program);
    await wakeAt(program, back);
    expect(deeds(program)).toEqual(before);
    await wakeAt(program, '2026-12-03T12:00');
    expect(deeds(program)).toEqual(before);
    await program.travel('2026-12-10T12:00');
    expect((await program.messages('p01')).at(-1)?.at).toBe('2026-12-10T09:30');
    expectNoRepeat(program);
  });

  it('opens no page again that has expired', async () => {
    const program = await startProgram();
    await program.travel('2026-12-03T12:00');
    const { card } = await program.say('a57', 'bilan web');
    const [path = ''] = /\/tableau-de-bord\/entrer\/[\w-]+/.exec(JSON.stringify(card)) ?? [];
    await program.travel('PT5M');
    expect((await fetch(program.url() + path)).status).toBe(200);
    await program.travel('PT20M');
    await wakeAt(program, '2026-12-03T12:05');
    expect((await fetch(program.url() + path)).status).toBe(410);
  });

  it('after it was a week ahead: what was done then stays done, what is closed stays closed', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-03T12:00');
    await wakeAt(program, '2026-12-11T12:00');
    const before = deeds(program);
    await wakeAt(program, '2026-12-03T12:30');
    await program.travel('2026-12-11T12:00');
    expect(deeds(program)).toEqual(before);
    const rounds = (program.tables().round ?? []).map((json) => JSON.parse(json));
    expect(rounds.find(({ id }) => id === 'checkin/pilote/1')).toMatchObject({
      status: 'closed',
      salt: null,
    });
    expectNoRepeat(program);
    for (const { planned, sent, failed, skipped, waiting } of await program.outbox())
      expect(planned).toBe(sent + failed + skipped + waiting);
  });

  it('does not open a closed question again', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-03T12:00');
    await program.travel('2026-12-09T12:00');
    await wakeAt(program, '2026-12-04T12:00');
    const reply = await program.act('p01', 'checkin.answer', { time: 'h1to2', wave: 'pilote', week: 1 });
    expect(JSON.stringify(reply)).toMatch(/close/);
    expect(program.tables().sealed_answer ?? []).toEqual([]);
  });
});

it('a message leased by a clock that was a year ahead is not held until then', async () => {
  const program = await startProgram({
    people: [...staff('Finances', 11), { id: 'ref', department: 'Finances', roles: 'referent' }],
  });
  await program.travel('2026-11-17T18:00');
  await program.say('p01', 'aide');
  await program.tap('p01', 'help.ask');
  const database = new Database(program.file);
  database
    .prepare("update outbox set status = 'leased', lease_until = ? where template = 'help-call'")
    .run('2027-11-17T18:02:00Z');
  database.close();
  await program.travel('2026-11-18T09:10');
  expect((await program.messages('ref')).filter(({ at }) => at.startsWith('2026-11-18'))).toHaveLength(1);
});

describe('a stop of a week', () => {
  it('sends what is still of use, one message a half-day, and says what is too late', async () => {
    const program = await startProgram({ people });
    await program.travel('2026-12-01T08:00');
    await wakeAt(program, '2026-12-12T10:00');
    await program.travel('2026-12-15T12:00');
    const after = (await program.messages('p01')).filter(({ at }) => at > '2026-12-01T08:00');
    expect(after.map(({ at }) => at)).toEqual(['2026-12-14T08:50', '2026-12-14T13:00']);
    const occurrences = (program.tables().occurrence ?? []).map((json) => JSON.parse(json));
    const outcome = (key: string) => occurrences.find((one) => one.key === key)?.outcome;
    expect(outcome('weekly/pilote/1')).toBe('too_late');
    expect(outcome('welcome/pilote')).toBe('done');
    expect(outcome('weekly/pilote/2')).toBe('done');
    expectNoRepeat(program);
  });
});
