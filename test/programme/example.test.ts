import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { TIME_BANDS } from '../../src/domain/checkin.ts';
import { previewOn } from '../../src/domain/milestone.ts';
import { programmeCalendar } from '../../src/programme/calendar.ts';
import { loadProgramme } from '../../src/programme/load.ts';
import { EXAMPLE } from './folder.ts';

const programme = await loadProgramme(EXAMPLE);

describe('the example programme', () => {
  test('has sixty people in six services, and somebody for every role', () => {
    const sizes = Map.groupBy(programme.people, ({ department }) => department);
    expect([...sizes.values()].map((people) => people.length)).toEqual([16, 14, 12, 8, 6, 4]);
    for (const people of sizes.values()) {
      expect(people.filter(({ roles }) => roles.includes('champion'))).toHaveLength(1);
    }
    expect(programme.people.filter(({ roles }) => roles.includes('leadership'))).toHaveLength(2);
    expect(programme.people.filter(({ roles }) => roles.includes('lead'))).toHaveLength(1);
  });

  test('has one survey of each purpose, with the rounds of the method', () => {
    const own = programme.surveys.filter((survey) => survey.rounds.length > 0);
    const rounds = Object.fromEntries(own.map((survey) => [survey.purpose, survey.rounds]));
    expect(rounds).toEqual({
      baseline: [{ opens: -14, closes: -1 }],
      satisfaction: [
        { opens: 20, closes: 27 },
        { opens: 80, closes: 87 },
      ],
      mood: [{ opens: 73, closes: 87 }],
    });
  });

  test('closes its rounds before the lead sees the review', () => {
    const calendar = programmeCalendar(programme);
    const launch = Temporal.PlainDate.from(programme.waves[0]?.launchDate ?? '');
    for (const [milestone, closes] of [
      ['J30', 27],
      ['J90', 87],
    ] as const) {
      const preview = previewOn(calendar, launch, milestone);
      expect(Temporal.PlainDate.compare(launch.add({ days: closes }), preview)).toBeLessThanOrEqual(0);
    }
  });

  test('reads every kind of question', () => {
    const questions = programme.surveys.flatMap((survey) => survey.questions);
    const byId = new Map(questions.map((question) => [question.id, question]));
    expect(byId.get('facilite')?.choices).toEqual([
      { id: '1', title: '1 – Pas du tout' },
      { id: '2', title: '2' },
      { id: '3', title: '3' },
      { id: '4', title: '4' },
      { id: '5', title: '5 – Tout à fait' },
    ]);
    expect(byId.get('heures_repetitives')?.kind).toBe('number');
    expect(byId.get('heures_repetitives')?.choices[1]).toEqual({ id: 'lt2', title: 'Moins de 2 h' });
    expect(byId.get('irritant_2')?.choices).toEqual(byId.get('irritant_1')?.choices);
    expect(byId.get('ameliorations')).toMatchObject({ kind: 'text', choices: [], optional: true });
  });

  test('has a prompt for everybody, and one for the trades of each service', () => {
    const services = new Set(programme.people.map(({ department }) => department));
    const served = new Set(programme.prompts.flatMap(({ departments }) => departments));
    expect(served).toEqual(services);
    expect(programme.prompts.some(({ departments }) => departments.length === 0)).toBe(true);
    expect(new Set(programme.prompts.map(({ trade }) => trade)).size).toBeGreaterThanOrEqual(8);
    expect(programme.useCases).toHaveLength(5);
  });

  test('has cafés of 6 to 15 seats, on working days of its launch', () => {
    expect(programme.cafes).toHaveLength(6);
    for (const { seats } of programme.cafes) expect(seats >= 6 && seats <= 15).toBe(true);
  });

  test('keeps the version of the memento as written, and joins its lines', () => {
    expect(programme.memento.version).toBe('1.0');
    expect(programme.memento.rules).toHaveLength(10);
    const runs = programme.memento.rules.flatMap(({ lines }) => lines.flatMap((line) => line.runs));
    for (const { text } of runs) expect(text).not.toContain('\n');
  });

  test('says nothing that could be taken for a band of the check-in', () => {
    const ids = programme.tools.map(({ id }) => id);
    for (const band of TIME_BANDS) expect(ids).not.toContain(band);
  });
});

describe('what the demo changes', () => {
  test('launch and place', async () => {
    const swiss = await loadProgramme(EXAMPLE, { launch: '2027-03-01', region: 'CH-VD' });
    expect(swiss.organisation).toMatchObject({ country: 'CH', region: 'VD', zone: 'Europe/Zurich' });
    expect(swiss.waves[0]).toMatchObject({ launchDate: '2027-03-01', resources: { currency: 'CHF' } });
  });

  test('people, whose services need not be those of the folder', async () => {
    const [person] = programme.people;
    if (!person) throw new Error('no one');
    const people = [{ ...person, department: 'Halle aux grains' }];
    expect((await loadProgramme(EXAMPLE, { people })).people).toEqual(people);
  });
});
