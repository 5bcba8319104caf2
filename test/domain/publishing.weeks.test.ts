import { expect, test } from 'vitest';
import {
  FLOORS,
  GROUPED,
  publicParticipation,
  publish,
  type Thresholds,
} from '../../src/domain/publishing.ts';
import { type WeeksPart, weeksTell } from '../../src/domain/weeks.ts';

/**
 * Weeks inside a block. The adversary knows the rosters of both weeks (so who came and who left), the participation
 * that each week published, and of the block how many people answered and how many declarations there are, in all and
 * by part that is shown. They may be one of those who were asked, and then know in which weeks they answered. They try
 * every way of answering that gives these numbers. They must not find, of a week or of both, how many newcomers, leavers,
 * others, or all together answered, when that is under the threshold (themselves counted) and not all of them did.
 *
 * They do not reason from why something is not shown: that a block is kept back can tell, in one case in hundreds, what
 * keeping it back hides. It says nothing of any answer, and is written down as a residual risk.
 */
type Atom = { label: string | null; size: number; asked: 'both' | 'first' | 'second' };
/** How many of an atom answered in the first week only, in the second only, in both. */
type Ways = readonly [first: number, second: number, both: number];
/** Whoever reads: one of an atom, who answered as one of its ways says, or in no week. */
type Me = { atom: number; way: 0 | 1 | 2 | 'never' };

/** The same rules in a smaller world, where more services can be tried. */
const SMALLER: Thresholds = { ...FLOORS, group: 6 };

const SHAPES: [string, Atom[], Thresholds][] = [
  ['a service and two newcomers', [both('a', 12), second(null, 2)], FLOORS],
  ['a larger one and a newcomer', [both('a', 18), second(null, 1)], FLOORS],
  ['a service, two leavers, two newcomers', [both('a', 10), first('a', 2), second(null, 2)], FLOORS],
  ['more newcomers than others', [both('a', 7), second(null, 9)], FLOORS],
  ['more leavers than others', [both('a', 3), first('a', 12)], FLOORS],
  ['two services and a newcomer', [both('a', 6), both('b', 6), second(null, 1)], SMALLER],
  ['two services, one with a newcomer', [both('a', 6), both('b', 6), second('b', 1)], SMALLER],
  ['two services alone', [both('a', 6), both('b', 7)], SMALLER],
];

test.each(SHAPES)('every way to answer of %s leaves all in doubt, whoever reads', (_, atoms, thresholds) => {
  expect(attack(atoms, thresholds)).toEqual([]);
});

test('what is told of a block is not lost where nothing needs hiding', () => {
  const asked = { first: 1, second: 2, both: 40 };
  const shown = { first: 25, second: 20, step: 5 };
  expect(weeksTell([{ asked, answered: 33, declarations: 50 }], shown, 5)).toBe(false);
  // Twenty-five answered in all, so the first week had them all: nobody new did.
  expect(weeksTell([{ asked, answered: 25, declarations: 47 }], shown, 5)).toBe(true);
  // Twenty-six: whoever knows that they answered in the second week only, knows the same of all the others.
  expect(weeksTell([{ asked, answered: 26, declarations: 47 }], shown, 5)).toBe(true);
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

type Fact = { set: string; value: number; others: number; floor: number };
type Known = Fact & { isSure: boolean };

function attack(atoms: Atom[], thresholds: Thresholds): string[] {
  const worlds = [...product(atoms.map(waysOf))];
  const shown = worlds.map((ways) => publication(atoms, ways, thresholds));
  const groupings = new Map(
    shown.flatMap((one) => (one ? [[JSON.stringify(one.grouping), one.grouping]] : [])),
  );
  const selves = atoms.flatMap((_, atom) => ([0, 1, 2, 'never'] as const).map((way): Me => ({ atom, way })));
  const leaks = new Set<string>();
  for (const grouping of groupings.values()) {
    const read = worlds.map((ways) => numbers(atoms, ways, grouping));
    for (const me of [null, ...selves]) {
      const known = new Map<string, Known[]>();
      for (const [at, ways] of worlds.entries()) {
        if (me && !isThere(me, atoms, ways)) continue;
        const facts = factsOf(atoms, ways, grouping, me);
        const before = known.get(read[at] ?? '');
        if (!before)
          known.set(
            read[at] ?? '',
            facts.map((fact) => ({ ...fact, isSure: true })),
          );
        else for (const [index, one] of before.entries()) one.isSure &&= one.value === facts[index]?.value;
      }
      for (const [at, one] of shown.entries()) {
        if (JSON.stringify(one?.grouping) !== JSON.stringify(grouping)) continue;
        for (const { isSure, set, value, others, floor } of known.get(read[at] ?? '') ?? []) {
          if (isSure && value < floor && value < others)
            leaks.add(`${set}: ${value} of ${others}, ${read[at]}, to ${JSON.stringify(me)}`);
        }
      }
    }
  }
  return [...leaks].slice(0, 5);
}

function isThere({ atom, way }: Me, atoms: Atom[], ways: readonly Ways[]): boolean {
  const own = ways[atom] ?? [0, 0, 0];
  return way === 'never' ? sum([...own]) < (atoms[atom]?.size ?? 0) : own[way] > 0;
}

/** What the block shows, as the parts it is split in (sets of atoms); null: nothing. */
function publication(
  atoms: Atom[],
  ways: readonly Ways[],
  thresholds: Thresholds,
): { grouping: number[][] } | null {
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
  const result = publish(cells, [], thresholds);
  if (result.hidden) return null;
  const weeks = { first: stepsOf(atoms, ways, 0), second: stepsOf(atoms, ways, 1), step: 5 };
  const whole = atoms.map((_, at) => at);
  if (weeksTell([partOf(atoms, ways, whole)], weeks, thresholds.figure)) return null;
  const parts = result.groups.map(({ department, members }) =>
    whole.filter((at) => {
      const label = atoms[at]?.label ?? null;
      return label === null ? department === GROUPED : members.includes(label);
    }),
  );
  const split = weeksTell(
    parts.map((set) => partOf(atoms, ways, set)),
    weeks,
    thresholds.figure,
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

/** What they would like to know of each part that is shown: of any who were asked, in all and in each week; but them. */
function factsOf(atoms: Atom[], ways: readonly Ways[], grouping: number[][], me: Me | null): Fact[] {
  const facts: Fact[] = [];
  for (const part of grouping) {
    for (const week of [null, 0, 1] as const) {
      const asked = ASKED.filter((kind) => week === null || kind !== (week === 0 ? 'second' : 'first'));
      for (let bits = 1; bits < 1 << asked.length; bits++) {
        const kinds = asked.filter((_, at) => bits & (1 << at));
        const set = part.filter((at) => kinds.includes(atoms[at]?.asked ?? 'both'));
        const isMine = me !== null && set.includes(me.atom);
        const did = isMine && (week === null ? me.way !== 'never' : me.way === 2 || me.way === week);
        facts.push({
          set: `${set} in ${week ?? 'both'}`,
          value: (week === null ? answeredIn(ways, set) : inWeek(ways, set, week)) - Number(did),
          others: sum(set.map((at) => atoms[at]?.size ?? 0)) - Number(isMine),
          floor: FLOORS.figure - Number(isMine),
        });
      }
    }
  }
  return facts;
}

const ASKED = ['first', 'second', 'both'] as const;

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
