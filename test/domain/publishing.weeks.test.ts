import { describe, expect, test } from 'vitest';
import { FLOORS, GROUPED, publicParticipation, publish } from '../../src/domain/publishing.ts';
import { type WeeksPart, weeksTell } from '../../src/domain/weeks.ts';

/**
 * Weeks inside a block. The adversary knows the rosters of both weeks (so who came and who left), the participation
 * that each week published, and of the block how many people answered and how many declarations there are, in all and
 * by part that is shown. They try every way of answering that gives these numbers. They must not find how many of the
 * newcomers, of the leavers, or of a whole week answered, when that is under the threshold and not all of them did.
 *
 * They do not reason from why something is not shown: that a block is kept back can tell, in one case in hundreds, what
 * keeping it back hides. It says nothing of any answer, and is written down as a residual risk.
 */
type Atom = { label: string | null; size: number; asked: 'both' | 'first' | 'second' };
/** How many of an atom answered in the first week only, in the second only, in both. */
type Ways = readonly [first: number, second: number, both: number];

const SHAPES: Record<string, Atom[]> = {
  'a service and two newcomers': [both('a', 12), second(null, 2)],
  'a larger one and a newcomer': [both('a', 18), second(null, 1)],
  'a service, two leavers, two newcomers': [both('a', 11), first('a', 2), second(null, 2)],
  'two services and a newcomer': [both('a', 10), both('b', 10), second(null, 1)],
  'two services alone': [both('a', 10), both('b', 11)],
};

describe.each(Object.entries(SHAPES))('every way to answer of %s', (_, atoms) => {
  test('leaves the newcomers, the leavers and the weeks in doubt', () => {
    expect(attack(atoms)).toEqual([]);
  });
});

test('what is told of a block is not lost where nothing needs hiding', () => {
  const asked = { first: 1, second: 2, both: 40 };
  const shown = { first: 25, second: 20, step: 5 };
  expect(weeksTell([{ asked, answered: 33, declarations: 50 }], shown, 5)).toBe(false);
  // Twenty-five answered in all, so the first week had them all: nobody new did.
  expect(weeksTell([{ asked, answered: 25, declarations: 47 }], shown, 5)).toBe(true);
});

function both(label: string | null, size: number): Atom {
  return { label, size, asked: 'both' };
}
function first(label: string | null, size: number): Atom {
  return { label, size, asked: 'first' };
}
function second(label: string | null, size: number): Atom {
  return { label, size, asked: 'second' };
}

type Range = { least: number; most: number };

function attack(atoms: Atom[]): string[] {
  const worlds = [...product(atoms.map(waysOf))];
  const shown = worlds.map((ways) => publication(atoms, ways));
  const groupings = new Map(
    shown.flatMap((one) => (one ? [[JSON.stringify(one.grouping), one.grouping]] : [])),
  );
  const known = new Map<string, { set: number[]; range: Range; people: number }[]>();
  for (const ways of worlds) {
    for (const grouping of groupings.values()) {
      const key = numbers(atoms, ways, grouping);
      const facts = factsOf(atoms, ways, grouping);
      const before = known.get(key);
      if (!before)
        known.set(
          key,
          facts.map(({ set, value, people }) => ({ set, people, range: { least: value, most: value } })),
        );
      else {
        for (const [at, { value }] of facts.entries()) {
          const range = before[at]?.range;
          if (!range) continue;
          range.least = Math.min(range.least, value);
          range.most = Math.max(range.most, value);
        }
      }
    }
  }
  const leaks = new Set<string>();
  for (const [at, ways] of worlds.entries()) {
    const one = shown[at];
    if (!one) continue;
    const key = numbers(atoms, ways, one.grouping);
    for (const { set, range, people } of known.get(key) ?? []) {
      const { least, most } = range;
      if (least === most && least < FLOORS.figure && least < people)
        leaks.add(`${set}: ${least} of ${people}, ${key}`);
    }
  }
  return [...leaks].slice(0, 5);
}

/** What the block shows, as the parts it is split in (sets of atoms); null: nothing. */
function publication(atoms: Atom[], ways: readonly Ways[]): { grouping: number[][] } | null {
  const labels = [...new Set(atoms.map(({ label }) => label))];
  const cells = labels.map((label) => {
    const own = atoms.flatMap((atom, at) => (atom.label === label ? [at] : []));
    return {
      label,
      invited: sum(own.map((at) => atoms[at]?.size ?? 0)),
      answered: answeredIn(ways, own),
      tables: {},
    };
  });
  const result = publish(cells, [], FLOORS);
  if (result.hidden) return null;
  const weeks = { first: stepsOf(atoms, ways, 0), second: stepsOf(atoms, ways, 1), step: 5 };
  const whole = atoms.map((_, at) => at);
  if (weeksTell([partOf(atoms, ways, whole)], weeks, FLOORS.figure)) return null;
  const parts = result.groups.map(({ department, members }) =>
    whole.filter((at) => {
      const label = atoms[at]?.label ?? null;
      return label === null ? department === GROUPED : members.includes(label);
    }),
  );
  const split = weeksTell(
    parts.map((set) => partOf(atoms, ways, set)),
    weeks,
    FLOORS.figure,
  )
    ? []
    : parts;
  return { grouping: [whole, ...split] };
}

function partOf(atoms: Atom[], ways: readonly Ways[], set: number[]): WeeksPart {
  const people = (asked: Atom['asked']) =>
    sum(set.map((at) => (atoms[at]?.asked === asked ? (atoms[at]?.size ?? 0) : 0)));
  return {
    asked: { first: people('first'), second: people('second'), both: people('both') },
    answered: answeredIn(ways, set),
    declarations: declaredIn(ways, set),
  };
}

/** Everything the adversary reads, when these parts are shown. */
function numbers(atoms: Atom[], ways: readonly Ways[], grouping: number[][]): string {
  const parts = grouping.map((set) => [set.join(), answeredIn(ways, set), declaredIn(ways, set)]);
  return JSON.stringify([stepsOf(atoms, ways, 0), stepsOf(atoms, ways, 1), parts]);
}

/** What they would like to know: the newcomers, the leavers, both, and each week, of each part that is shown. */
function factsOf(atoms: Atom[], ways: readonly Ways[], grouping: number[][]) {
  const facts: { set: number[]; value: number; people: number }[] = [];
  for (const part of grouping) {
    const asked = (...kinds: Atom['asked'][]) =>
      part.filter((at) => kinds.includes(atoms[at]?.asked ?? 'both'));
    const size = (set: number[]) => sum(set.map((at) => atoms[at]?.size ?? 0));
    for (const set of [asked('first'), asked('second'), asked('first', 'second')]) {
      facts.push({ set, value: answeredIn(ways, set), people: size(set) });
    }
    for (const week of [0, 1] as const) {
      const set = asked('both', week === 0 ? 'first' : 'second');
      facts.push({ set, value: inWeek(ways, set, week), people: size(set) });
    }
  }
  return facts;
}

function stepsOf(atoms: Atom[], ways: readonly Ways[], week: 0 | 1): number {
  const all = atoms.map((_, at) => at);
  return publicParticipation(Number.POSITIVE_INFINITY, inWeek(ways, all, week), FLOORS) ?? 0;
}

function inWeek(ways: readonly Ways[], set: number[], week: 0 | 1): number {
  return sum(set.map((at) => (ways[at]?.[week] ?? 0) + (ways[at]?.[2] ?? 0)));
}

function answeredIn(ways: readonly Ways[], set: number[]): number {
  return sum(set.map((at) => sum([...(ways[at] ?? [])])));
}

function declaredIn(ways: readonly Ways[], set: number[]): number {
  return inWeek(ways, set, 0) + inWeek(ways, set, 1);
}

function waysOf({ size, asked }: Atom): Ways[] {
  const ways: Ways[] = [];
  for (let one = 0; one <= (asked === 'second' ? 0 : size); one++) {
    for (let two = 0; two <= (asked === 'first' ? 0 : size - one); two++) {
      for (let twice = 0; twice <= (asked === 'both' ? size - one - two : 0); twice++)
        ways.push([one, two, twice]);
    }
  }
  return ways;
}

function* product(states: Ways[][], at = 0, world: Ways[] = []): Generator<Ways[]> {
  const own = states[at];
  if (!own) {
    yield world;
    return;
  }
  for (const state of own) yield* product(states, at + 1, [...world, state]);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
