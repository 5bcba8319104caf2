import { declaresUse, TIME_BANDS } from '../../src/domain/checkin.ts';
import { FLOORS, GROUPED, type Published, type PublishedTable } from '../../src/domain/publishing.ts';
import { PICKED } from '../../src/domain/survey.ts';
import type { Answers, History, Truth } from './organisation.ts';

/** The people of a round under one label: the smallest set that a published total can be about. */
export type Cell = { label: string | null; people: string[] };

/** A published total: the cells it is the sum of, as 0 and 1, and what it says. */
export type Total = { cells: number[]; value: number };
export type TableTotal = { cells: number[]; table: PublishedTable };

/** Everything published of a closed round, as equations over its cells. */
export type Equations = {
  round: Truth;
  cells: Cell[];
  heads: Total[];
  tables: Map<string, TableTotal[]>;
  /** What each person answered, by table: for a block, the declarations of both weeks. */
  said: Map<string, Map<string, string[]>>;
};

type Shown = Extract<Published, { hidden: false }>;

/** The equations of every round of a history that shows anything; weeks show their participation only. */
export function equationsOf(history: History): Equations[] {
  return history.rounds.flatMap((round) => {
    if (round.frozen.kind === 'checkin' || round.frozen.result.hidden) return [];
    const { result } = round.frozen;
    const cells = [...Map.groupBy(round.roster, ({ label }) => label)].map(([label, members]) => ({
      label,
      people: members.map(({ person }) => person),
    }));
    const whole = cells.map(() => 1);
    const parts = new Map(result.groups.map((group) => [group.department, maskOf(group, cells)]));
    const heads = [
      { cells: whole, value: result.answered },
      ...result.groups.map((group) => ({ cells: maskOf(group, cells), value: group.answered })),
    ];
    const tables = new Map(
      Object.entries(result.tables).map(([question, table]): [string, TableTotal[]] => [
        question,
        [
          { cells: whole, table },
          ...(result.byDepartment[question] ?? []).map(({ department, ...part }) => ({
            cells: parts.get(department) ?? [],
            table: part,
          })),
        ],
      ]),
    );
    return [{ round, cells, heads, tables, said: saidIn(history, round) }];
  });
}

function maskOf(group: Shown['groups'][number], cells: readonly Cell[]): number[] {
  const strays = group.department === GROUPED;
  return cells.map(({ label }) => Number(label === null ? strays : group.members.includes(label)));
}

/** What was truly said, by person and table, to hold the published figures against. */
function saidIn(history: History, round: Truth): Equations['said'] {
  if (round.frozen.kind === 'survey') {
    return new Map([...round.answers].map(([person, answers]) => [person, tablesOf(answers)]));
  }
  const [, wave, number] = round.id.split('/');
  const weeks = [2 * Number(number) - 1, 2 * Number(number)].map((week) => `checkin/${wave}/${week}`);
  const said: Equations['said'] = new Map();
  for (const week of history.rounds.filter(({ id }) => weeks.includes(id))) {
    for (const [person, answers] of week.answers) {
      const own = said.get(person) ?? new Map<string, string[]>();
      for (const [question, value] of Object.entries(answers))
        own.set(question, [...(own.get(question) ?? []), value]);
      said.set(person, own);
    }
  }
  for (const own of said.values()) {
    const uses = TIME_BANDS.some((band) => declaresUse(band) && own.get('time')?.includes(band));
    own.set('adoption', [uses ? 'used' : 'unused']);
  }
  return said;
}

function tablesOf(answers: Answers): Map<string, string[]> {
  const tables = new Map<string, string[]>();
  for (const [question, value] of Object.entries(answers)) {
    if (question !== 'several') tables.set(question, [value]);
    else
      for (const id of ['a', 'b', 'c', 'd'])
        tables.set(`several:${id}`, [value.split(',').includes(id) ? PICKED : 'no']);
  }
  return tables;
}

/** Every set of cells whose total is a combination of published ones (Gaussian elimination over the rationals). */
export function* derivable(masks: readonly number[][], size: number): Generator<number[]> {
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

/** What the adversary knows of themselves: the cell they are in, and whether they answered. */
export type Me = { cell: number; answered: boolean };

type Range = { least: number; most: number };

/**
 * Integer reasoning on head counts, exact because the published totals are a tree (whole, parts, cells): inside a part
 * each set of cells can be anything its total and the bounds of the others leave. The rules give the bounds: of the
 * services shown together those that have enough invited answered less than five, but the one that keeps them company.
 */
export function headRanges({ cells, heads }: Pick<Equations, 'cells' | 'heads'>, me: Me | null) {
  const found: { set: number[]; range: Range; people: number }[] = [];
  const parts = heads.length > 1 ? heads.slice(1) : heads;
  for (const part of parts) {
    const members = part.cells.flatMap((inside, at) => (inside ? [at] : []));
    const alone = members.length === 1;
    const readings = alone || heads.length === 1 ? [null] : companions(cells, heads, members);
    for (let set = 1; set < 1 << members.length; set++) {
      const inside = members.filter((_, at) => (set >> at) & 1);
      const outside = members.filter((at) => !inside.includes(at));
      let range: Range | null = null;
      for (const companion of readings) {
        const bound = (list: number[]) =>
          list
            .map((at) => boundsOf(cells, at, companion, heads.length > 1 && !alone, me))
            .reduce(addRange, { least: 0, most: 0 });
        const [own, others] = [bound(inside), bound(outside)];
        const least = Math.max(own.least, part.value - others.most);
        const most = Math.min(own.most, part.value - others.least);
        if (least > most) continue;
        range = range
          ? { least: Math.min(range.least, least), most: Math.max(range.most, most) }
          : { least, most };
      }
      const people = inside.reduce((sum, at) => sum + (cells[at]?.people.length ?? 0), 0);
      if (range) found.push({ set: inside, range, people });
    }
  }
  return found;
}

/** Who may be the one that keeps the group company: as the rules go, the smallest that passes. */
function companions(
  cells: readonly Cell[],
  heads: readonly Total[],
  members: readonly number[],
): (number | null)[] {
  const alone = heads.slice(1).filter(({ cells: mask }) => mask.filter(Boolean).length === 1);
  const shown = alone.flatMap(({ cells: mask }) => mask.flatMap((inside, at) => (inside ? [at] : [])));
  return members.filter(
    (at) => canPass(cells[at]) && shown.every((other) => isBefore(cells[at], cells[other])),
  );
}

function canPass(cell: Cell | undefined): boolean {
  return cell !== undefined && cell.label !== null && cell.people.length >= FLOORS.group;
}

function isBefore(one: Cell | undefined, other: Cell | undefined): boolean {
  if (!one || !other) return false;
  const sizes = one.people.length - other.people.length;
  return sizes < 0 || (sizes === 0 && String(one.label) < String(other.label));
}

function boundsOf(
  cells: readonly Cell[],
  at: number,
  companion: number | null,
  ruled: boolean,
  me: Me | null,
): Range {
  const cell = cells[at];
  const size = cell?.people.length ?? 0;
  const own = me?.cell === at ? me.answered : null;
  const most = size - (own === false ? 1 : 0);
  const least = own ? 1 : 0;
  if (!ruled || !canPass(cell)) return { least, most };
  if (at === companion) return { least: FLOORS.figure, most };
  return { least, most: Math.min(most, FLOORS.figure - 1) };
}

function addRange(one: Range, other: Range): Range {
  return { least: one.least + other.least, most: one.most + other.most };
}
