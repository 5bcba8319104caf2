import { describe, expect, test } from 'vitest';
import { FLOORS, publish } from '../../src/domain/publishing.ts';

/**
 * A question with several answers is as many tables « chosen or not », tied by one thing everybody knows: who answered
 * chose something. The adversary knows that, how many answered, every table, and this program; they try every way in
 * which so many people can have chosen. They must never know that nobody, one or two people made a choice, or left it.
 */
const INVITED = 40;

/** Every way in which `people` can have chosen among `choices`: how many made each choice, with at least one each. */
function* worlds(people: number, choices: number): Generator<number[]> {
  const sets = (1 << choices) - 1;
  const seen = new Set<string>();
  function* spread(left: number, set: number, counts: number[]): Generator<number[]> {
    if (set === sets) {
      yield add(counts, set, left);
      return;
    }
    for (let some = 0; some <= left; some++) yield* spread(left - some, set + 1, add(counts, set, some));
  }
  for (const counts of spread(people, 1, Array(choices).fill(0))) {
    if (seen.has(counts.join())) continue;
    seen.add(counts.join());
    yield counts;
  }
}

function add(counts: readonly number[], set: number, people: number): number[] {
  return counts.map((count, at) => (set & (1 << at) ? count + people : count));
}

function published(counts: readonly number[], people: number) {
  const tables = Object.fromEntries(counts.map((yes, at) => [`q:${at}`, { yes, no: people - yes }]));
  const rules = counts.map((_, at) => ({ id: `q:${at}`, perPerson: 1, of: 'q' }));
  return publish([{ label: 'a', invited: INVITED, answered: people, tables }], rules, FLOORS);
}

describe.each([2, 3, 4])('of %i choices', (choices) => {
  test.each([5, 6, 7, 8, 10])('made by %i people, none of hardly anybody can be counted', (people) => {
    const ranges = new Map<string, { least: number[]; most: number[] }>();
    for (const counts of worlds(people, choices)) {
      const key = JSON.stringify(published(counts, people));
      const known = ranges.get(key);
      if (!known) ranges.set(key, { least: [...counts], most: [...counts] });
      else {
        for (const [at, count] of counts.entries()) {
          known.least[at] = Math.min(known.least[at] ?? count, count);
          known.most[at] = Math.max(known.most[at] ?? count, count);
        }
      }
    }
    const told = [...ranges].filter(([, { least, most }]) =>
      least.some((count, at) => count === most[at] && (count <= 2 || count >= people - 2)),
    );
    expect(told.map(([key, { least }]) => `${least} from ${key}`)).toEqual([]);
  });
});

describe('several answers', () => {
  const shown = (counts: number[], people: number) => {
    const result = published(counts, people);
    return result.hidden ? null : result;
  };

  test('are shown where the rare ones stay in doubt', () => {
    expect(shown([7, 6, 1], 10)?.tables).toEqual({
      'q:0': { n: 10, counts: { yes: 7, no: 3 } },
      'q:1': { n: 10, counts: { yes: 6, no: 4 } },
      'q:2': { nearlyAll: 'no' },
    });
  });

  test('are not, where what each chose but once leaves exactly two people for each rare one', () => {
    const hidden = { hidden: true, reason: 'deducible' };
    expect(shown([6, 2, 2], 10)?.tables).toEqual({ 'q:0': hidden, 'q:1': hidden, 'q:2': hidden });
  });

  test('are never split by service: the choices of few would be what the others leave over', () => {
    const tables = { 'q:0': { yes: 6, no: 6 }, 'q:1': { yes: 6, no: 6 } };
    const cells = ['a', 'b'].map((label) => ({ label, invited: 20, answered: 12, tables }));
    const rules = ['q:0', 'q:1'].map((id) => ({ id, perPerson: 1, of: 'q' }));
    expect(publish(cells, rules, FLOORS)).toMatchObject({ byDepartment: { 'q:0': [], 'q:1': [] } });
  });
});
