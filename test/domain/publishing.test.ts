import { describe, expect, test } from 'vitest';
import {
  type Cell,
  type Counts,
  FLOORS,
  GROUPED,
  publicParticipation,
  publish,
  publishTexts,
} from '../../src/domain/publishing.ts';

const QUESTION = [{ id: 'q', perPerson: 1 }];
const VARIED = { a: 3, b: 3, c: 2 };

function cell(label: string | null, invited: number, counts: Counts, answered?: number): Cell {
  const n = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { label, invited, answered: answered ?? n, tables: { q: counts } };
}

function shownOf(cells: Cell[], thresholds = FLOORS) {
  const published = publish(cells, QUESTION, thresholds);
  if (published.hidden) throw new Error(`hidden: ${published.reason}`);
  return {
    ...published,
    table: published.tables.q,
    split: published.byDepartment.q ?? [],
    names: published.groups.map((group) => group.department),
  };
}

describe('the whole', () => {
  test('is too small under ten invited, whatever they answer', () => {
    expect(publish([cell('a', 9, { a: 4, b: 5 })], QUESTION, FLOORS)).toEqual({
      hidden: true,
      reason: 'too_small',
      invited: 9,
    });
  });

  test.each([0, 1, 4])('says the same of %i answers', (answered) => {
    expect(publish([cell('a', 30, { a: answered })], QUESTION, FLOORS)).toEqual({
      hidden: true,
      reason: 'below_threshold',
      invited: 30,
    });
  });

  test('nobody at all is too small', () => {
    expect(publish([], QUESTION, FLOORS)).toEqual({ hidden: true, reason: 'too_small', invited: 0 });
  });

  test('has its figures from five answers, three of them outside the first bar', () => {
    expect(shownOf([cell('a', 10, { a: 2, b: 2, c: 1 })]).table).toEqual({
      n: 5,
      counts: { a: 2, b: 2, c: 1 },
    });
  });

  test('of a single service is not split', () => {
    expect(shownOf([cell('a', 40, VARIED)])).toMatchObject({ groups: [], split: [] });
  });
});

describe('nearly all', () => {
  test.each([0, 1, 2])('is said, without a count, when %i lie outside one bar', (others) => {
    expect(shownOf([cell('a', 40, { a: 20, b: others })]).table).toEqual({ nearlyAll: 'a' });
  });

  test('is not said when three do', () => {
    expect(shownOf([cell('a', 40, { a: 20, b: 2, c: 1 })]).table).toEqual({
      n: 23,
      counts: { a: 20, b: 2, c: 1 },
    });
  });

  test('of the whole leaves no split to work it out from', () => {
    const { table, split, groups } = shownOf([
      cell('a', 20, { a: 10, b: 1 }),
      cell('b', 20, { a: 10, b: 1 }),
    ]);
    expect([table, split]).toEqual([{ nearlyAll: 'a' }, []]);
    expect(groups).toHaveLength(2);
  });

  test('of one service leaves only the parent for that question, and the split of the others', () => {
    const cells = [
      { ...cell('a', 20, VARIED), tables: { q: { a: 8 }, r: VARIED } },
      { ...cell('b', 20, VARIED), tables: { q: VARIED, r: VARIED } },
    ];
    const published = publish(cells, [...QUESTION, { id: 'r', perPerson: 1 }], FLOORS);
    expect(published).toMatchObject({
      tables: { q: { n: 16, counts: { a: 11, b: 3, c: 2 } } },
      byDepartment: { q: [], r: [{ department: 'a' }, { department: 'b' }] },
    });
  });

  test('of two services does not either: three outsiders between them would tell who was unanimous', () => {
    const cells = [cell('a', 20, { a: 8 }), cell('b', 20, { a: 8, b: 2 }), cell('c', 20, { a: 5, b: 5 })];
    expect(shownOf(cells).split).toEqual([]);
  });
});

describe('services regroupés', () => {
  test('a service under five answers is shown with the smallest of the others', () => {
    const { groups, split } = shownOf([
      cell('big', 40, VARIED),
      cell('middle', 20, VARIED),
      cell('next', 15, VARIED),
      cell('few', 30, { a: 3 }),
    ]);
    expect(groups).toEqual([
      { department: 'middle', members: ['middle'], invited: 20, answered: 8 },
      { department: 'big', members: ['big'], invited: 40, answered: 8 },
      { department: GROUPED, members: ['few', 'next'], invited: 45, answered: 11 },
    ]);
    expect(split.at(-1)).toEqual({ department: GROUPED, n: 11, counts: { a: 6, b: 3, c: 2 } });
  });

  test('unlabelled answers never stand alone', () => {
    const { groups } = shownOf([cell(null, 14, VARIED), cell('a', 20, VARIED), cell('b', 30, VARIED)]);
    expect(groups).toEqual([
      { department: 'b', members: ['b'], invited: 30, answered: 8 },
      { department: GROUPED, members: ['a'], invited: 34, answered: 16 },
    ]);
  });

  test('one giant and tiny ones: only the parent', () => {
    const tiny = ['a', 'b', 'c'].map((label) => cell(label, 10, { a: 1 }));
    expect(shownOf([cell('giant', 300, { a: 50, b: 50 }), ...tiny])).toMatchObject({ groups: [], split: [] });
  });

  test('all of them small: only the parent', () => {
    const small = ['a', 'b', 'c', 'd'].map((label) => cell(label, 12, { a: 2, b: 2 }));
    expect(shownOf(small)).toMatchObject({ answered: 16, groups: [], split: [], table: { n: 16 } });
  });

  test('a group of five answers would say that its small service gave none, one of six would say it to whoever is in it', () => {
    const others = [cell('x', 30, VARIED), cell('y', 31, VARIED)];
    const group = (counts: Counts) =>
      shownOf([cell('none', 12, {}), cell('few', 13, counts), ...others]).names;
    expect(group({ a: 2, b: 2, c: 1 })).toEqual([]);
    expect(group({ a: 2, b: 2, c: 2 })).toEqual([]);
    expect(group({ a: 3, b: 2, c: 2 })).toEqual(['x', 'y', GROUPED]);
  });

  test('a full companion would say that its small service gave four, or nearly so', () => {
    const others = [cell('x', 30, VARIED), cell('y', 31, VARIED)];
    const group = (few: number) =>
      shownOf([cell('few', 12, { a: few }), cell('full', 10, { a: 5, b: 5 }), ...others]).names;
    expect(group(4)).toEqual([]);
    expect(group(3)).toEqual([]);
    expect(group(2)).toContain(GROUPED);
  });

  test('services of one size are told apart by their code, not by the machine', () => {
    const services = ['É', 'e', 'Z', 'a'].map((label) => cell(label, 20, VARIED));
    expect(shownOf([...services, cell(null, 3, { a: 1 })]).names).toEqual(['a', 'e', 'É', GROUPED]);
  });
});

describe('a question that may be skipped', () => {
  test('and that too few answered in one service is not split', () => {
    const { table, split, groups } = shownOf([cell('a', 20, { a: 4 }, 10), cell('b', 20, VARIED, 10)]);
    expect(table).toEqual({ n: 12, counts: { a: 7, b: 3, c: 2 } });
    expect([split, groups.length]).toEqual([[], 2]);
  });

  test('and that nobody answered is hidden', () => {
    const { table, split } = shownOf([cell('a', 20, {}, 10), cell('b', 20, {}, 10)]);
    expect([table, split]).toEqual([{ hidden: true, reason: 'below_threshold' }, []]);
  });

  test('and that nobody was asked is hidden too', () => {
    const published = publish([cell('a', 20, VARIED)], [{ id: 'other', perPerson: 1 }], FLOORS);
    expect(published).toMatchObject({ tables: { other: { hidden: true, reason: 'below_threshold' } } });
  });
});

describe('two answers a person, in a block of two weeks', () => {
  const table = (counts: Counts, answered: number, people?: number) => {
    const own = {
      ...cell('a', 40, counts, answered),
      ...(people === undefined ? {} : { people: { q: people } }),
    };
    const published = publish([own], [{ id: 'q', perPerson: 2 }], FLOORS);
    return published.hidden ? published : published.tables.q;
  };

  test('needs five people, not five answers', () => {
    expect(table({ a: 4, b: 4 }, 9, 4)).toEqual({ hidden: true, reason: 'below_threshold' });
    expect(table({ a: 4, b: 3, c: 3 }, 5)).toEqual({ n: 10, counts: { a: 4, b: 3, c: 3 } });
  });

  test('four answers outside the bar may be two people', () => {
    expect(table({ a: 16, b: 4 }, 10)).toEqual({ nearlyAll: 'a' });
    expect(table({ a: 15, b: 5 }, 10)).toEqual({ n: 20, counts: { a: 15, b: 5 } });
  });

  test('and are four when everybody answered once', () => {
    expect(table({ a: 8, b: 4 }, 12)).toEqual({ n: 12, counts: { a: 8, b: 4 } });
  });

  test('half of the answers is not « nearly all »', () => {
    expect(table({ a: 4, b: 4 }, 5)).toEqual({ hidden: true, reason: 'deducible' });
  });
});

describe('raised thresholds', () => {
  const raised = { ...FLOORS, figure: 8, group: 20 };

  test('hold for the whole, the services and the questions', () => {
    expect(publish([cell('a', 19, VARIED)], QUESTION, raised)).toMatchObject({ reason: 'too_small' });
    expect(publish([cell('a', 40, { a: 4, b: 3 })], QUESTION, raised)).toMatchObject({
      reason: 'below_threshold',
    });
    const cells = [cell('seven', 25, { a: 4, b: 3 }), cell('x', 20, VARIED), cell('y', 21, VARIED)];
    expect(shownOf(cells).names).toEqual(['x', 'y', 'seven']);
    expect(shownOf(cells, raised).names).toEqual(['y', GROUPED]);
  });
});

describe('participation in steps', () => {
  test.each([
    [9, 9, null],
    [10, 0, 0],
    [10, 4, 0],
    [10, 5, 5],
    [60, 34, 30],
    [60, 35, 35],
  ])('of %i invited, %i answered: %o', (invited, answered, expected) => {
    expect(publicParticipation(invited, answered, FLOORS)).toBe(expected);
  });
});

describe('texts', () => {
  const texts = ['zèbre', 'été', 'Arbre', 'lac', 'mer', 'pré', 'rue', 'bois', 'gare', 'tram'];

  test('need ten of them from thirty invited', () => {
    expect(publishTexts(texts.slice(1), 60, FLOORS)).toBeNull();
    expect(publishTexts(texts, 29, FLOORS)).toBeNull();
    expect(publishTexts(texts, 30, FLOORS)).toHaveLength(10);
  });

  test('come in an order that tells nothing of who wrote when', () => {
    expect(publishTexts([...texts].reverse(), 30, FLOORS)).toEqual(publishTexts(texts, 30, FLOORS));
  });
});
