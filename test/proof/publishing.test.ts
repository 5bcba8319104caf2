import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Programme } from '../../src/domain/programme.ts';
import { FLOORS, GROUPED, type PublishedTable } from '../../src/domain/publishing.ts';
import { loadProgramme } from '../../src/programme/load.ts';
import { type History, organisation, play } from './organisation.ts';
import { derivable, type Equations, equationsOf, headRanges } from './solver.ts';

/**
 * Random organisations, played on the real engine and store: services of 0 to 60 people in one or two waves, people who
 * come, move and go each week, codes on paper, surveys with every kind of question, four weeks in two blocks, reviews.
 *
 * **The adversary knows** every figure ever published (participation while a round is open, weeks, blocks, surveys,
 * reviews, what `export` takes out, which are the same tables), the rosters of every round as they were, what they
 * answered themselves, and these rules: which services had to be shown together, and what being in that group says.
 * They combine totals in every way that is linear, and reason on whole numbers with the bounds that rosters and rules
 * give. Against the truth, which only the test knows, they must not have found
 *  - how many answered of people they can name, when that is under five, themselves included (unless all did);
 *  - the answers of fewer than five people, or of people of whom all but two, or fewer, answered the same.
 *
 * **They do not know** the database, the secret, nor who answered; they do not watch the service at work, and nobody
 * pools answers with them. Weeks inside blocks, choices of several, and small worlds in which even « why is this not
 * shown? » can be answered, are taken up exactly in test/domain/publishing.*.
 */
const RUNS = Number(process.env.PROOF_RUNS ?? 25);

let programme: Programme;
beforeAll(async () => {
  programme = await loadProgramme('programme/exemple', { launch: '2026-12-01', people: [] });
});

test('nothing that is published can be worked back to fewer than five people, nor to one answer of all', async () => {
  const seen = { splits: 0, grouped: 0, nearly: 0, blocks: 0, paper: 0 };
  await fc.assert(
    fc.asyncProperty(organisation, async (given) => {
      const history = await play(given, programme);
      for (const equations of equationsOf(history)) {
        expectHeads(equations);
        expectTables(equations);
        count(seen, equations);
      }
      expectSteps(history);
      expectNothingElse(history);
    }),
    { numRuns: RUNS, endOnFailure: true, ...(process.env.PROOF_RUNS ? {} : { seed: 20_261_201 }) },
  );
  // The organisations were worth attacking.
  for (const [what, times] of Object.entries(seen)) expect([what, times > RUNS / 25]).toEqual([what, true]);
}, 600_000);

/** By adding and subtracting, then by whole numbers: alone, and as one of those who answered or did not. */
function expectHeads(equations: Equations): void {
  const { cells, heads, said, round } = equations;
  const answered = (at: number) => cells[at]?.people.filter((person) => said.has(person)).length ?? 0;
  const masks = heads.map((head) => head.cells);
  for (const mask of derivable(masks, cells.length)) {
    const total = mask.reduce((sum, inside, at) => sum + (inside ? answered(at) : 0), 0);
    expect(total, round.id).toBeGreaterThanOrEqual(FLOORS.figure);
  }
  const selves = cells.flatMap((_, cell) => [
    ...(answered(cell) > 0 ? [{ cell, answered: true }] : []),
    ...(answered(cell) < (cells[cell]?.people.length ?? 0) ? [{ cell, answered: false }] : []),
  ]);
  for (const me of [null, ...selves]) {
    for (const { set, range, people } of headRanges(equations, me)) {
      const truth = set.reduce((sum, at) => sum + answered(at), 0);
      expect(range.least <= truth && truth <= range.most, `${round.id}: the solver must be right`).toBe(true);
      const mine = me && set.includes(me.cell) ? 1 : 0;
      const others = { count: range.least - (me?.answered ? mine : 0), people: people - mine };
      // Whoever is one of five knows of four others: the threshold counts them too.
      const floor = FLOORS.figure - (me ? 1 : 0);
      const told = range.least === range.most && others.count < floor && others.count < others.people;
      expect(told, `${round.id}, ${JSON.stringify({ me, set, range, people })}`).toBe(false);
    }
  }
}

function expectTables({ cells, tables, said, round }: Equations): void {
  for (const [question, totals] of tables) {
    const counted = totals.filter(({ table }) => 'counts' in table);
    for (const mask of derivable(
      counted.map((total) => total.cells),
      cells.length,
    )) {
      const people = cells.flatMap((cell, at) => (mask[at] ? cell.people : []));
      const answers = people.flatMap((person) => {
        const own = said.get(person)?.get(question) ?? [];
        return own.length > 0 ? [own] : [];
      });
      const where = `${round.id} ${question}`;
      expect(answers.length, where).toBeGreaterThanOrEqual(FLOORS.figure);
      for (const bar of new Set(answers.flat())) {
        const others = answers.filter((own) => own.some((answer) => answer !== bar)).length;
        expect(others, `${where}: outside ${bar}`).toBeGreaterThan(2);
      }
    }
    for (const { table, cells: mask } of totals) expectTrue(table, question, mask, { cells, said });
  }
}

/** A figure is what people answered: a solver that finds nothing in wrong figures proves nothing. */
function expectTrue(
  table: PublishedTable,
  question: string,
  mask: readonly number[],
  { cells, said }: Pick<Equations, 'cells' | 'said'>,
): void {
  if (!('counts' in table)) return;
  const answers = cells.flatMap((cell, at) =>
    mask[at] ? cell.people.flatMap((person) => said.get(person)?.get(question) ?? []) : [],
  );
  const counts = Object.fromEntries(
    [...Map.groupBy(answers, (it) => it)].map(([bar, own]) => [bar, own.length]),
  );
  const shown = Object.fromEntries(Object.entries(table.counts).filter(([, value]) => value > 0));
  expect(shown).toEqual(counts);
}

/** While a round is open, and for each week: at least so many, in steps of five, from ten people on. */
function expectSteps({ statuses, rounds }: History): void {
  for (const { invited, shown, answered } of statuses) {
    expect(shown).toBe(invited < FLOORS.group ? null : answered - (answered % 5));
  }
  for (const { frozen, roster, answers } of rounds) {
    if (frozen.kind !== 'checkin') continue;
    expect(frozen.invited).toBe(roster.length);
    expect(frozen.participation).toBe(
      roster.length < FLOORS.group ? null : answers.size - (answers.size % 5),
    );
  }
}

/** Reviews add nothing: each of their distributions is a frozen table, or the sum of frozen ones of whole blocks. */
function expectNothingElse({ rounds, digests }: History): void {
  const frozen = new Set<string>();
  for (const { frozen: data } of rounds) {
    if (data.kind === 'checkin' || data.result.hidden) continue;
    for (const table of [
      ...Object.values(data.result.tables),
      ...Object.values(data.result.byDepartment).flat(),
    ]) {
      if ('counts' in table) frozen.add(key(table.counts));
    }
  }
  for (const { sections } of digests) {
    const { time, blockers } = sections;
    const sums = new Set(frozen);
    for (const question of ['time', 'blocker']) {
      const counts = rounds.flatMap(({ frozen: data, id }) => {
        if (data.kind !== 'block' || data.result.hidden || !id) return [];
        const table = data.result.tables[question];
        return table && 'counts' in table ? [table.counts] : [];
      });
      for (const one of counts) for (const other of counts) sums.add(key(add(one, other)));
    }
    for (const distribution of distributionsIn([time, blockers, sections.satisfaction, sections.baseline])) {
      expect(sums.has(key(distribution)), key(distribution)).toBe(true);
    }
    expect(JSON.stringify(sections)).not.toContain('sealed');
  }
}

function distributionsIn(node: unknown): Record<string, number>[] {
  if (Array.isArray(node)) return node.flatMap(distributionsIn);
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([name, child]) =>
    name === 'distribution' ? [numbersOf(child)] : distributionsIn(child),
  );
}

function numbersOf(node: unknown): Record<string, number> {
  const entries = node !== null && typeof node === 'object' ? Object.entries(node) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

function add(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const sum = { ...one };
  for (const [name, value] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}

function key(counts: Record<string, number>): string {
  return Object.entries(counts)
    .filter(([, value]) => value > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .join();
}

function count(seen: Record<string, number>, { round, tables, heads }: Equations): void {
  const add = (what: string, is: boolean) => {
    seen[what] = (seen[what] ?? 0) + Number(is);
  };
  const { frozen } = round;
  add(
    'splits',
    [...tables.values()].some((totals) => totals.length > 1),
  );
  add(
    'nearly',
    [...tables.values()].some((totals) => totals.some(({ table }) => 'nearlyAll' in table)),
  );
  add('blocks', frozen.kind === 'block');
  add(
    'paper',
    round.roster.some(({ person }) => person.startsWith('code-')),
  );
  const groups = frozen.kind === 'checkin' || frozen.result.hidden ? [] : frozen.result.groups;
  add('grouped', heads.length > 1 && groups.some(({ department }) => department === GROUPED));
}

test('the solver finds what is there to find', () => {
  const people = (label: string, size: number) => ({
    label,
    people: Array.from({ length: size }, (_, index) => `${label}${index}`),
  });
  const cells = [people('small', 12), people('full', 10), people('next', 11)];
  const heads = [
    { cells: [1, 1, 1], value: 22 },
    { cells: [1, 1, 0], value: 14 },
    { cells: [0, 0, 1], value: 8 },
  ];
  // « next » would have kept the group company before « small »: it is « full » that does, and it has ten at most.
  const told = { set: [0], range: { least: 4, most: 4 }, people: 12 };
  expect(headRanges({ cells, heads }, null)).toContainEqual(told);
  const without = [
    [1, 1, 1],
    [1, 0, 1],
  ];
  expect([...derivable(without, 3)]).toContainEqual([0, 1, 0]);
});
