import { describe, expect, test } from 'vitest';
import { type Cell, FLOORS, type Published, publish, type Thresholds } from '../../src/domain/publishing.ts';

/**
 * The strongest adversary there is, on organisations small enough to try them all. They know the rosters (who is
 * invited, in which service), every published figure, and this program; they do not know one answer. So they run
 * `publish` on every possible set of answers and keep the worlds that give what they read. What is true in all of
 * the worlds that remain, they know.
 *
 * They must never know
 *  - how many answered in a set of cells that is not all published together, when that is under 5;
 *  - the answers of such a set when under 5 people gave them;
 *  - of any set, that everybody gave the same answer, nor exactly how many (two or fewer) did not.
 * One thing is left to them, when only the parent is shown: of a set in which everybody answered, that everybody
 * did, and so how many did outside it. Only a false total would hide that, and it says nothing of any answer.
 */
type Shape = { name: string; cells: Roster[]; optional: boolean; thresholds: Thresholds };
type Roster = { label: string | null; invited: number };

/** The same rules in a smaller world, where more services can be tried. */
const SMALLER: Thresholds = { ...FLOORS, group: 6 };

const SHAPES: Shape[] = [
  { name: 'two services', cells: [cell('a', 11), cell('b', 13)], optional: false, thresholds: FLOORS },
  {
    name: 'two services of one size',
    cells: [cell('a', 11), cell('b', 11)],
    optional: false,
    thresholds: FLOORS,
  },
  {
    name: 'one service and a few people',
    cells: [cell(null, 4), cell('a', 14)],
    optional: false,
    thresholds: FLOORS,
  },
  {
    name: 'one service and many small ones',
    cells: [cell(null, 12), cell('a', 12)],
    optional: false,
    thresholds: FLOORS,
  },
  {
    name: 'two services and one person',
    cells: [cell(null, 1), cell('a', 10), cell('b', 11)],
    optional: false,
    thresholds: FLOORS,
  },
  {
    name: 'two services and a few people',
    cells: [cell(null, 3), cell('a', 10), cell('b', 10)],
    optional: false,
    thresholds: FLOORS,
  },
  {
    name: 'two services, a question that may be skipped',
    cells: [cell('a', 10), cell('b', 10)],
    optional: true,
    thresholds: FLOORS,
  },
  {
    name: 'three services',
    cells: [cell('a', 10), cell('b', 10), cell('c', 11)],
    optional: false,
    thresholds: FLOORS,
  },
  {
    name: 'three small services, a question that may be skipped',
    cells: [cell('a', 6), cell('b', 6), cell('c', 6)],
    optional: true,
    thresholds: SMALLER,
  },
  {
    name: 'three small services and two people',
    cells: [cell(null, 2), cell('a', 6), cell('b', 7), cell('c', 7)],
    optional: false,
    thresholds: SMALLER,
  },
  {
    name: 'four small services',
    cells: [cell('a', 6), cell('b', 6), cell('c', 6), cell('d', 6)],
    optional: false,
    thresholds: SMALLER,
  },
];

test('what is published of the mirror of a world is the mirror of what is published of it', () => {
  for (const shape of SHAPES.filter(({ cells }) => cells.length === 2)) {
    for (const world of product(shape.cells.map(({ invited }) => statesOf(invited, shape.optional)))) {
      const other = JSON.stringify(publishedOf(shape, mirrored(world)));
      if (other !== mirroredKey(JSON.stringify(publishedOf(shape, world)))) expect(other).toBe(world);
    }
  }
});

describe.each(SHAPES)('every world of $name', (shape) => {
  test('no small count and no unanimity can be worked out', () => {
    const found = attack(shape);
    expect([...found].slice(0, 5)).toEqual([]);
  });
});

function cell(label: string | null, invited: number) {
  return { label, invited };
}

/** What one cell answered: to the round, « yes », « no »; the rest skipped the question. */
type State = { answered: number; yes: number; no: number };

function attack({ cells, optional, thresholds }: Shape): Set<string> {
  const states = cells.map(({ invited }) => statesOf(invited, optional));
  const classes = new Map<string, Knowledge>();
  const see = (world: State[], shown: Published, key: string) => {
    const known = classes.get(key);
    if (known) known.see(world);
    else classes.set(key, new Knowledge(shown, cells, world));
  };
  for (const world of product(states)) {
    const side = sideOf(world);
    if (side < 0) continue;
    const shown = publishedOf({ cells, thresholds }, world);
    const key = JSON.stringify(shown);
    see(world, shown, key);
    // « yes » and « no » are words: what is published of one world says what is of the other.
    if (side > 0) see(mirrored(world), shown, mirroredKey(key));
  }
  const leaks = new Set<string>();
  for (const known of classes.values()) for (const leak of known.leaks(thresholds.figure)) leaks.add(leak);
  return leaks;
}

/** Of a world and its mirror, which one is tried: positive one of the two, zero its own. */
function sideOf(world: readonly State[]): number {
  for (const { yes, no } of world) if (yes !== no) return yes - no;
  return 0;
}

/** What is published of the mirror of a world, from what is published of it. */
function mirroredKey(key: string): string {
  return key
    .replace(/"yes":(\d+),"no":(\d+)/g, '"yes":$2,"no":$1')
    .replace(/"nearlyAll":"(yes|no)"/g, (_, bar) => `"nearlyAll":"${bar === 'yes' ? 'no' : 'yes'}"`);
}

function publishedOf({ cells, thresholds }: Pick<Shape, 'cells' | 'thresholds'>, world: readonly State[]) {
  const filled = cells.map((shape, at) => toCell(shape, world[at]));
  return publish(filled, [{ id: 'q', perPerson: 1 }], thresholds);
}

function mirrored(world: readonly State[]): State[] {
  return world.map(({ answered, yes, no }) => ({ answered, yes: no, no: yes }));
}

function statesOf(invited: number, optional: boolean): State[] {
  const states: State[] = [];
  for (let answered = 0; answered <= invited; answered++) {
    for (let yes = 0; yes <= answered; yes++) {
      for (let no = optional ? 0 : answered - yes; no <= answered - yes; no++)
        states.push({ answered, yes, no });
    }
  }
  return states;
}

function* product(states: State[][], at = 0, world: State[] = []): Generator<State[]> {
  const own = states[at];
  if (!own) {
    yield world;
    return;
  }
  for (const state of own) yield* product(states, at + 1, [...world, state]);
}

function toCell({ label, invited }: Roster, state: State | undefined): Cell {
  const { answered, yes, no } = state ?? { answered: 0, yes: 0, no: 0 };
  return { label, invited, answered, tables: { q: { yes, no } } };
}

/** What stays the same over all the worlds of one publication, for every set of cells (a bit a cell). */
class Knowledge {
  readonly published: Published;
  readonly cells: Roster[];
  readonly facts: { answered: Fact; yes: Fact; no: Fact }[];

  constructor(published: Published, cells: Roster[], world: State[]) {
    this.published = published;
    this.cells = cells;
    this.facts = range(1 << cells.length).map((set) => {
      const { answered, yes, no } = total(world, set);
      return { answered: fact(answered), yes: fact(yes), no: fact(no) };
    });
  }

  see(world: State[]): void {
    for (const [set, facts] of this.facts.entries()) {
      const { answered, yes, no } = total(world, set);
      widen(facts.answered, answered);
      widen(facts.yes, yes);
      widen(facts.no, no);
    }
  }

  /** Only the parent is shown, and everybody answered in this set or outside it. */
  saturated(set: number): boolean {
    if (this.published.hidden || this.published.groups.length > 0) return false;
    return [set, this.facts.length - 1 - set].some((side) => {
      const invited = this.cells.reduce((sum, cell, at) => sum + (side & (1 << at) ? cell.invited : 0), 0);
      return this.facts[side]?.answered.least === invited;
    });
  }

  *leaks(figure: number): Generator<string> {
    const shape = JSON.stringify(this.published);
    for (const [set, { answered, yes, no }] of this.facts.entries()) {
      const members = this.cells.filter((_, at) => set & (1 << at));
      if (members.length === 0) continue;
      if (certain(answered) && answered.least < figure && !this.saturated(set))
        yield `${names(members)}: ${answered.least} answered ${shape}`;
      if (certain(yes) && certain(no) && yes.least + no.least < figure)
        yield `${names(members)}: table ${shape}`;
      for (const [bar, others] of [
        [yes, no],
        [no, yes],
      ] as const) {
        if (bar.least > 0 && certain(others) && others.least <= 2) {
          yield `${names(members)}: all but ${others.least} ${shape}`;
        }
      }
    }
  }
}

type Fact = { least: number; most: number };

function fact(value: number): Fact {
  return { least: value, most: value };
}

function widen(known: Fact, value: number): void {
  if (value < known.least) known.least = value;
  if (value > known.most) known.most = value;
}

function certain(known: Fact): boolean {
  return known.least === known.most;
}

function total(world: State[], set: number): State {
  const sum = { answered: 0, yes: 0, no: 0 };
  for (const [at, state] of world.entries()) {
    if (!(set & (1 << at))) continue;
    sum.answered += state.answered;
    sum.yes += state.yes;
    sum.no += state.no;
  }
  return sum;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, at) => at);
}

function names(members: Roster[]): string {
  return members.map(({ label, invited }) => `${label ?? 'unlabelled'}(${invited})`).join('+');
}
