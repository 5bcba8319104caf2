import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { TIME_BANDS } from '../../src/domain/checkin.ts';
import { type Colleague, createBehaviour, type OpenCard } from '../../src/simulation/behaviour.ts';
import type { Offer } from '../../src/simulation/offers.ts';

const people: Colleague[] = Array.from({ length: 400 }, (_, index) => ({
  id: `p${index + 1}`,
  department: 'Finances',
  roles: ['agent'],
}));

const checkin: Offer[] = TIME_BANDS.map((time) => ({
  verb: 'checkin.answer',
  data: { v: 'checkin.answer', time },
  inputs: [],
}));
const survey: Offer = {
  verb: 'survey.answer',
  data: { v: 'survey.answer', round: 'r' },
  inputs: [
    {
      id: 'q_facilite',
      kind: 'choice',
      choices: ['1', '2', '3', '4', '5'],
      multiple: false,
      required: false,
    },
    { id: 'q_ameliorations', kind: 'text', choices: [], multiple: false, required: false },
  ],
};

const LAUNCH = '2026-12-01';
const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Paris');
/** The local morning of a week's card. */
const morning = (week: number) => at('2026-12-03T09:30').add({ weeks: week - 1 });

function share(week: number, does: (action: object) => boolean): number {
  const behaviour = createBehaviour(7, LAUNCH);
  const card: OpenCard = { id: `card ${week}`, offers: checkin };
  return (
    people.filter((person) => behaviour.react(person, card, morning(week)).some(does)).length / people.length
  );
}

describe('simulated people', () => {
  it('do the same for the same seed, and something else for another', () => {
    const days = (seed: number) => {
      const behaviour = createBehaviour(seed, LAUNCH);
      const card: OpenCard = { id: 'm', offers: [...checkin, survey] };
      return people.map((person) => [
        behaviour.persona(person),
        behaviour.errands(person),
        behaviour.react(person, card, morning(2)),
      ]);
    };
    expect(days(7)).toEqual(days(7));
    expect(days(7)).not.toEqual(days(8));
  });

  it('do only what their card offers', () => {
    const behaviour = createBehaviour(7, LAUNCH);
    const offered = new Set(TIME_BANDS.map((time) => JSON.stringify({ v: 'checkin.answer', time })));
    for (const person of people) {
      for (const action of behaviour.react(person, { id: 'm', offers: checkin }, morning(1))) {
        expect(action.afterMinutes).toBeGreaterThan(0);
        if ('data' in action) expect(offered).toContain(JSON.stringify(action.data));
        else expect(action.text).not.toBe('');
      }
      expect(behaviour.react(person, { id: 'm', offers: [] }, morning(1))).toEqual([]);
      const unknown: Offer = { verb: 'never.seen', data: { v: 'never.seen' }, inputs: [] };
      expect(behaviour.react(person, { id: 'm', offers: [unknown] }, morning(1))).toEqual([]);
    }
  });

  it('fill a form with the choices it has', () => {
    const behaviour = createBehaviour(7, LAUNCH);
    const filled = people.flatMap((person) =>
      behaviour.react(person, { id: 's', offers: [survey] }, morning(4)),
    );
    expect(filled.length).toBeGreaterThan(people.length * 0.4);
    const texts = new Set<unknown>();
    for (const action of filled) {
      if (!('data' in action)) throw new Error('a form is not typed');
      expect(action.data).toMatchObject({ v: 'survey.answer', round: 'r' });
      expect([undefined, '1', '2', '3', '4', '5']).toContain(action.data.q_facilite);
      texts.add(action.data.q_ameliorations);
    }
    expect(texts.size).toBeGreaterThan(10);
  });

  it('sleep at night, and mostly answer from Monday to Friday', () => {
    const behaviour = createBehaviour(7, LAUNCH);
    const friday = at('2026-12-04T17:00');
    const moments = people.flatMap((person) =>
      behaviour
        .react(person, { id: 'f', offers: checkin }, friday)
        .map(({ afterMinutes }) => friday.add({ minutes: afterMinutes })),
    );
    expect(moments.length).toBeGreaterThan(100);
    expect(moments.every(({ hour }) => hour >= 7 && hour <= 23)).toBe(true);
    expect(moments.filter(({ dayOfWeek }) => dayOfWeek > 5).length).toBeLessThan(moments.length / 10);
  });

  it('get used to AI, then level off, and tire a little', () => {
    const uses = (action: object) =>
      'data' in action
        ? !JSON.stringify(action.data).includes('unused')
        : !JSON.stringify(action).includes('util');
    const answers = [1, 4, 8, 13].map((week) => share(week, () => true));
    const used = [1, 4, 8, 13].map((week, index) => share(week, uses) / (answers[index] ?? 1));
    expect(used[1]).toBeGreaterThan((used[0] ?? 0) + 0.05);
    expect(used[2]).toBeGreaterThan(used[0] ?? 0);
    expect(Math.abs((used[3] ?? 0) - (used[2] ?? 0))).toBeLessThan(0.1);
    expect(answers[3]).toBeLessThan(answers[0] ?? 0);
  });

  it('are of all kinds', () => {
    const behaviour = createBehaviour(7, LAUNCH);
    const personas = people.map((person) => behaviour.persona(person));
    const part = (is: (persona: (typeof personas)[number]) => boolean) =>
      personas.filter(is).length / personas.length;
    expect(new Set(personas.map(({ habit }) => habit)).size).toBe(5);
    expect(part(({ installsOn }) => installsOn !== 'start')).toBeLessThan(0.08);
    expect(part(({ installsOn }) => installsOn !== 'start')).toBeGreaterThan(0.01);
    expect(part(({ blocksOn }) => blocksOn !== null)).toBeLessThan(0.03);
    expect(part(({ dropsOutIn }) => dropsOutIn !== null)).toBeGreaterThan(0.08);
    const pauses = people.filter((person) => behaviour.errands(person).some(({ text }) => text === 'pause'));
    expect(pauses.length).toBeGreaterThan(5);
  });
});
