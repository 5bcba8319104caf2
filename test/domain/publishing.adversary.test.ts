import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cell, FLOORS, GROUPED, type Published, publish } from '../../src/domain/publishing.ts';
import { createRandom } from '../../src/domain/random.ts';

/**
 * An adversary for organisations of any size. They know every published figure, the rosters (how many are invited
 * in each service), which services are shown together, and even which member of that group is there only to keep
 * the others company. They add and subtract what is published, in every combination, and bound what is left.
 */
const QUESTIONS = [
  { id: 'always', perPerson: 1 },
  { id: 'optional', perPerson: 1 },
  { id: 'twoWeeks', perPerson: 2 },
  { id: 'twoWeeksOptional', perPerson: 2 },
];
const CHOICES = ['a', 'b', 'c', 'd'];

const service = fc.record({
  invited: fc.integer({ min: 1, max: 60 }),
  rate: fc.constantFrom(0, 0.05, 0.2, 0.5, 0.8, 0.95, 1),
  /** How far one choice takes all: 1 is unanimity. */
  skew: fc.constantFrom(0, 0.5, 0.9, 1),
  favourite: fc.constantFrom(...CHOICES),
  skips: fc.constantFrom(0, 0.3, 0.9),
  seed: fc.integer(),
});
type Service = typeof service extends fc.Arbitrary<infer T> ? T : never;

const organisation = fc
  .tuple(fc.array(service, { minLength: 1, maxLength: 7 }), fc.array(service, { maxLength: 2 }))
  .map(([services, strays]) => [
    ...services.filter(({ invited }) => invited >= 10).map((it, at) => toCell(it, `s${at}`)),
    ...[
      ...services.filter(({ invited }) => invited < 10),
      ...strays.filter(({ invited }) => invited < 10),
    ].map((it) => toCell(it, null)),
  ]);

test('the organisations drawn are worth attacking', () => {
  const drawn = fc
    .sample(organisation, { numRuns: 300, seed: 7 })
    .map((cells) => publish(cells, QUESTIONS, FLOORS));
  const share = (kind: (published: Published) => boolean) => drawn.filter(kind).length / drawn.length;
  const hasSplit = (it: Published) =>
    !it.hidden && Object.values(it.byDepartment).some((split) => split.length > 0);
  const hasGroup = (it: Published) => !it.hidden && it.groups.some((group) => group.department === GROUPED);
  expect(share(hasSplit)).toBeGreaterThan(0.1);
  expect(share(hasGroup)).toBeGreaterThan(0.1);
});

describe('adding and subtracting what is published', () => {
  test('gives no group under the threshold, and no near-unanimity', () => {
    fc.assert(
      fc.property(organisation, (cells) => {
        const published = publish(cells, QUESTIONS, FLOORS);
        for (const members of derivable(headcountMasks(published, cells), cells.length)) {
          expect(total(cells, members, (cell) => cell.answered)).toBeGreaterThanOrEqual(FLOORS.figure);
        }
        for (const { id } of QUESTIONS) {
          for (const members of derivable(tableMasks(published, cells, id), cells.length)) {
            const people = cells.flatMap((cell, at) => (members[at] ? cell.everybody : []));
            const answering = people.filter((person) => person[id]?.length);
            expect(answering.length).toBeGreaterThanOrEqual(FLOORS.figure);
            for (const choice of CHOICES) {
              expect(
                answering.filter((person) => person[id]?.some((it) => it !== choice)).length,
              ).toBeGreaterThan(2);
            }
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test('leaves at least two possible numbers for each member of the group', () => {
    fc.assert(
      fc.property(organisation, (cells) => {
        const published = publish(cells, QUESTIONS, FLOORS);
        const group = published.hidden ? undefined : published.groups.find((it) => it.department === GROUPED);
        if (!group) return;
        const members = cells.filter((cell) => isMember(cell, group.members));
        const companion = members
          .filter((cell) => cell.label !== null && cell.answered >= FLOORS.figure)
          .sort((a, b) => a.invited - b.invited || (String(a.label) < String(b.label) ? -1 : 1))[0];
        const boxes = members.map((cell) => {
          if (cell === companion) return { least: FLOORS.figure, most: cell.invited };
          return { least: 0, most: cell.label === null ? cell.invited : FLOORS.figure - 1 };
        });
        const least = boxes.reduce((sum, box) => sum + box.least, 0);
        const most = boxes.reduce((sum, box) => sum + box.most, 0);
        for (const box of boxes) {
          const low = Math.max(box.least, group.answered - (most - box.most));
          const high = Math.min(box.most, group.answered - (least - box.least));
          expect(high).toBeGreaterThan(low);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('what is published', () => {
  test('adds up: groups to the whole, and each split to its parent', () => {
    fc.assert(
      fc.property(organisation, (cells) => {
        const published = publish(cells, QUESTIONS, FLOORS);
        if (published.hidden) return;
        if (published.groups.length > 0) {
          expect(published.groups.reduce((sum, group) => sum + group.answered, 0)).toBe(published.answered);
          expect(published.groups.reduce((sum, group) => sum + group.invited, 0)).toBe(published.invited);
        }
        for (const { id } of QUESTIONS) {
          const parent = published.tables[id];
          const split = published.byDepartment[id] ?? [];
          if (split.length === 0) continue;
          expect(split.map((part) => part.department)).toEqual(published.groups.map((it) => it.department));
          const n = split.reduce((sum, part) => sum + ('counts' in part ? part.n : Number.NaN), 0);
          expect(parent && 'counts' in parent && parent.n).toBe(n);
        }
      }),
    );
  });

  test('does not depend on the order of the services', () => {
    fc.assert(
      fc.property(organisation, fc.nat({ max: 8 }), (cells, turn) => {
        const shuffled = [...cells.slice(turn), ...cells.slice(0, turn)].reverse();
        expect(publish(shuffled, QUESTIONS, FLOORS)).toEqual(publish(cells, QUESTIONS, FLOORS));
      }),
    );
  });

  test('the grouping does not depend on what people answered, only on how many did', () => {
    fc.assert(
      fc.property(organisation, (cells) => {
        const silent = cells.map((cell) => ({ ...cell, tables: {} }));
        const groups = (published: Published) => (published.hidden ? [] : published.groups);
        expect(groups(publish(silent, QUESTIONS, FLOORS))).toEqual(groups(publish(cells, QUESTIONS, FLOORS)));
      }),
    );
  });
});

/** What one person answered, question by question; two weeks may bring two answers. */
type Person = Record<string, string[]>;
type Counted = Cell & { everybody: Person[] };

function toCell({ invited, rate, skew, favourite, skips, seed }: Service, label: string | null): Counted {
  const draw = createRandom(seed);
  const pick = () => (draw() < skew ? favourite : String(CHOICES[Math.floor(draw() * CHOICES.length)]));
  const answered = Math.round(invited * rate);
  const everybody = Array.from({ length: answered }, () => {
    const maybe = () => (draw() < skips ? [] : [pick()]);
    const twoWeeks = [pick(), ...(draw() < 0.6 ? [pick()] : [])];
    const first = maybe();
    return { always: [pick()], optional: maybe(), twoWeeks, twoWeeksOptional: [...first, ...maybe()], first };
  });
  const tables = Object.fromEntries(
    QUESTIONS.map(({ id }) => [id, count(everybody.flatMap((person: Person) => person[id] ?? []))]),
  );
  // As the programme knows it: the fullest week is how many people surely answered.
  const first = everybody.flatMap((person) => person.first).length;
  const second = everybody.flatMap((person) => person.twoWeeksOptional).length - first;
  return {
    label,
    invited,
    answered,
    tables,
    people: { twoWeeksOptional: Math.max(first, second) },
    everybody,
  };
}

function count(answers: string[]): Record<string, number> {
  return Object.fromEntries(CHOICES.map((choice) => [choice, answers.filter((it) => it === choice).length]));
}

function isMember(cell: Cell, members: string[]): boolean {
  return cell.label === null || members.includes(cell.label);
}

/** Each published total, as the set of cells it covers: 1 inside, 0 outside. */
function headcountMasks(published: Published, cells: Cell[]): number[][] {
  if (published.hidden) return [];
  return [cells.map(() => 1), ...published.groups.map((group) => maskOf(group, cells))];
}

function tableMasks(published: Published, cells: Cell[], question: string): number[][] {
  if (published.hidden) return [];
  const parent = published.tables[question];
  const split = (published.byDepartment[question] ?? []).filter((part) => 'counts' in part);
  const parts = published.groups.filter((group) =>
    split.some((part) => part.department === group.department),
  );
  return [
    ...(parent && 'counts' in parent ? [cells.map(() => 1)] : []),
    ...parts.map((it) => maskOf(it, cells)),
  ];
}

function maskOf(group: { department: string; members: string[] }, cells: Cell[]): number[] {
  const strays = group.department === GROUPED;
  return cells.map((cell) => Number(cell.label === null ? strays : group.members.includes(cell.label)));
}

/** Every set of cells whose total is a combination of the published ones, found by Gaussian elimination. */
function* derivable(masks: number[][], size: number): Generator<number[]> {
  const basis: { row: number[]; pivot: number }[] = [];
  const reduce = (vector: number[]) =>
    basis.reduce((left, { row, pivot }) => {
      const factor = left[pivot] ?? 0;
      return factor === 0 ? left : left.map((value, at) => value - factor * (row[at] ?? 0));
    }, vector);
  for (const mask of masks) {
    const left = reduce(mask);
    const pivot = left.findIndex((value) => Math.abs(value) > 1e-9);
    if (pivot >= 0) basis.push({ row: left.map((value) => value / (left[pivot] ?? 1)), pivot });
  }
  for (let set = 1; set < 1 << size; set++) {
    const mask = Array.from({ length: size }, (_, at) => (set >> at) & 1);
    if (reduce(mask).every((value) => Math.abs(value) < 1e-9)) yield mask;
  }
}

function total(cells: Cell[], mask: number[], value: (cell: Cell) => number): number {
  return cells.reduce((sum, cell, at) => sum + (mask[at] ?? 0) * value(cell), 0);
}
