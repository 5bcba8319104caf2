import { describe, expect, it } from 'vitest';
import { type Program, words } from '../../support/program.ts';
import { answer, OTHER, rounds, SERVICE, some, startLife } from './world.ts';

describe('what comes back', () => {
  it('asks the same people every two weeks, newcomers and the paused change nothing', async () => {
    const program = await recurring();
    await program.travel('2026-12-02T10:00');
    expect(await rosters(program)).toEqual([16, 16]);
    await program.become('p01', 'paused');
    await program.travel('2026-12-16T10:00');
    expect(await rosters(program)).toEqual([16, 16, 16]);
    const ids = rounds(program).map(({ id }) => id);
    expect(ids[2]).toBe(`${ids[0]}/3`);
    // Their weekly card recalls it, and an answer is taken.
    await answer(program, ids[2] ?? '', some(6).slice(1));
  });

  it('leaves a round out when one to four have left, and says why', async () => {
    const program = await recurring();
    await program.become('p01', 'left');
    await program.travel('2026-12-02T10:00');
    expect(await rosters(program)).toEqual([16]);
    const told = (await program.messages('pil')).findLast(({ text }) => text.includes("n'est pas parti"));
    expect(told && words(told)).toContain('Une à quatre personnes');
    for (const id of ['p02', 'p03', 'p04', 'p05']) await program.become(id, 'left');
    await program.travel('2026-12-16T10:00');
    // Five apart: everybody who is there.
    expect(await rosters(program)).toEqual([16, 11]);
    await program.tap('pil', 'survey.stop');
    await program.travel('2027-01-13T10:00');
    expect(await rosters(program)).toEqual([16, 11]);
  });

  it('publishes no service by itself once who is in it has changed', async () => {
    const program = await startLife();
    const whole = { survey: 'satisfaction', department: '*' };
    await program.act('pil', 'survey.launch', whole);
    for (const id of some(5)) await program.become(id, 'left');
    await program.travel('2026-11-26T09:00');
    await program.act('pil', 'survey.launch', whole);
    const [first, second] = rounds(program).map(({ id }) => id);
    const labels = (round = '') =>
      (program.tables().round_person ?? [])
        .map((row) => JSON.parse(row))
        .filter(({ round_id }) => round_id === round)
        .map(({ label }) => label);
    expect(new Set(labels(first))).toEqual(new Set([SERVICE, OTHER, null]));
    expect(labels(second).length).toBe(25);
    expect(new Set(labels(second))).toEqual(new Set([null]));
  });
});

/** A survey of one service, every two weeks, as it is written in chat. */
async function recurring(): Promise<Program> {
  const program = await startLife();
  await program.engine().inTurn(async (turn) => {
    const { launchSurvey } = await import('../../../src/instruments/survey/launch.ts');
    const { findPerson } = await import('../../../src/store/person.ts');
    const survey = turn.programme.surveys.find(({ id }) => id === 'satisfaction');
    const person = await findPerson(turn.tx, 'pil');
    if (!survey || !person) throw new Error('nobody');
    await launchSurvey(turn, person, {
      survey: { ...survey, id: 'pouls' },
      plan: {
        target: { kind: 'service', department: SERVICE },
        opensOn: null,
        days: 5,
        recurrence: { kind: 'biweekly' },
        audience_of_results: 'participants',
      },
    });
  });
  return program;
}

/** How many people each round of a launch asked. */
async function rosters(program: Program): Promise<number[]> {
  const people = (program.tables().round_person ?? []).map((row) => JSON.parse(row).round_id);
  return rounds(program).map(({ id }) => people.filter((round) => round === id).length);
}

describe('the results go to whom the launch said', () => {
  it('to all that were asked, in one message under the cap, once and only when they can be shown', async () => {
    const program = await recurring();
    const [round] = rounds(program);
    await answer(program, round?.id ?? '', some(9));
    await program.travel('2026-11-24T10:00');
    const report = (await program.outbox()).find(({ campaign }) => campaign === `results/${round?.id}`);
    expect(report).toMatchObject({ planned: 17, failed: 0 });
    const got = async (id: string) =>
      (await program.messages(id)).filter(({ card }) => words({ text: '', card }).includes('Résultats de'));
    for (const id of ['p01', 'p14', 'pil']) expect(await got(id)).toHaveLength(1);
    expect(await got('f01')).toHaveLength(0);
    // Nobody answers the second: whoever launched it is told, and nobody else.
    await program.travel('2026-12-09T10:00');
    expect(await got('p01')).toHaveLength(1);
    expect(await got('pil')).toHaveLength(2);
  });
});
