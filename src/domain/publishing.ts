/**
 * What may be shown. Everything that is ever published goes through `publish`, once, when a round closes:
 * digest, dashboard, export and sharing read its result and nothing else.
 *
 * The rules, in plain words in docs/confidentialite.md: one tree (wave > service), figures from 5 distinct people,
 * groups of at least 10 invited, small services shown together, near-unanimous tables without counts, and an
 * exact check that nothing hidden can be worked out by subtraction.
 */
export type Thresholds = {
  /** Distinct people behind any figure. */
  figure: number;
  /** Texts before any is shown, and people invited before texts are shown. */
  verbatim: number;
  verbatimInvited: number;
  /** People invited before a group has figures or a participation. */
  group: number;
};

/** The floors, as docs/confidentialite.md promises them; a programme may only raise them. */
export const FLOORS: Thresholds = { figure: 5, verbatim: 10, verbatimInvited: 30, group: 10 };

export type Counts = Record<string, number>;
export type HiddenReason = 'too_small' | 'below_threshold' | 'deducible' | 'too_early' | 'no_data';

/** One cell of the tree while it is counted: a service, or the people without a label (`null`). */
export type Cell = {
  label: string | null;
  invited: number;
  answered: number;
  tables: Record<string, Counts>;
  /** Distinct people surely behind a question's table; where it is absent, everybody who answered is. */
  people?: Record<string, number>;
};

/** A question, and how many answers one person can have in its table: 1 in a survey, 2 in a block of two weeks. */
export type QuestionRule = { id: string; perPerson: number };

export type PublishedTable =
  | { n: number; counts: Counts }
  | { nearlyAll: string }
  | { hidden: true; reason: HiddenReason };

export type PublishedGroup = { department: string; members: string[]; invited: number; answered: number };

export type Published =
  | { hidden: true; reason: HiddenReason; invited: number }
  | {
      hidden: false;
      invited: number;
      answered: number;
      /** Services shown on their own, then « services regroupés » (`GROUPED`) when there is one. */
      groups: PublishedGroup[];
      tables: Record<string, PublishedTable>;
      byDepartment: Record<string, ({ department: string } & PublishedTable)[]>;
    };

/** The department code of « services regroupés ». */
export const GROUPED = '*';

/** People in at most this number outside one bar make a table near-unanimous. */
const OUTSIDERS = 2;

/** Participation that may be shown before closing, and week by week: from 10 reachable people, in steps of 5. */
export function publicParticipation(
  invited: number,
  answered: number,
  thresholds: Thresholds,
): number | null {
  if (invited < thresholds.group) return null;
  return Math.floor(answered / 5) * 5;
}

export function publish(cells: Cell[], questions: QuestionRule[], thresholds: Thresholds): Published {
  const whole = merge(cells, 'all');
  if (whole.invited < thresholds.group) return { hidden: true, reason: 'too_small', invited: whole.invited };
  if (whole.answered < thresholds.figure) {
    return { hidden: true, reason: 'below_threshold', invited: whole.invited };
  }
  const { shown, grouped } = groupSmall(cells, thresholds);
  const parts = shown.length === 0 ? [] : grouped.length === 0 ? shown : [...shown, merge(grouped, GROUPED)];
  const tables: Record<string, PublishedTable> = {};
  const byDepartment: Record<string, ({ department: string } & PublishedTable)[]> = {};
  for (const question of questions) {
    const table = publishTable(whole, question, thresholds);
    tables[question.id] = table;
    byDepartment[question.id] = 'counts' in table ? publishParts(parts, question, thresholds) : [];
  }
  return {
    hidden: false,
    invited: whole.invited,
    answered: whole.answered,
    groups: parts.map((part) => ({
      department: String(part.label),
      members: part.label === GROUPED ? labels(grouped) : [String(part.label)],
      invited: part.invited,
      answered: part.answered,
    })),
    tables,
    byDepartment,
  };
}

/**
 * Services under the threshold and unlabelled answers are shown together, with one more service chosen by number
 * invited (never by answers): it passes by itself, so with it the group does. `shown` is empty when no split is safe.
 */
function groupSmall(cells: Cell[], thresholds: Thresholds): { shown: Cell[]; grouped: Cell[] } {
  const labelled = cells.filter((cell) => cell.label !== null && cell.invited > 0).sort(byInvited);
  const unlabelled = cells.filter((cell) => cell.label === null && cell.invited > 0);
  const passing = labelled.filter((cell) => passes(cell, thresholds));
  const hidden = [...unlabelled, ...labelled.filter((cell) => !passes(cell, thresholds))];
  if (hidden.length === 0) return { shown: passing.length > 1 ? passing : [], grouped: [] };
  const [companion, ...shown] = passing;
  if (!companion || !leavesDoubt(hidden, companion, thresholds)) return { shown: [], grouped: hidden };
  return { shown, grouped: [...hidden, companion] };
}

function passes(cell: Cell, thresholds: Thresholds): boolean {
  return cell.answered >= thresholds.figure && cell.invited >= thresholds.group;
}

function byInvited(a: Cell, b: Cell): number {
  return a.invited - b.invited || (String(a.label) < String(b.label) ? -1 : 1);
}

/**
 * The exact check of the group. Whoever knows the rosters and these rules knows, of each member, the least and the
 * most that can have answered: a total at either end would tell every member's number, any other total tells none.
 */
function leavesDoubt(hidden: Cell[], companion: Cell, thresholds: Thresholds): boolean {
  const most = hidden.map((cell) => {
    const couldPass = cell.label === null || cell.invited < thresholds.group;
    return couldPass ? cell.invited : Math.min(cell.invited, thresholds.figure - 1);
  });
  const total = sum([...hidden, companion].map((cell) => cell.answered));
  return total > thresholds.figure && total < sum(most) + companion.invited;
}

/**
 * The split of one question: every part with its counts, or nothing. A part without counts could be worked out
 * from the parent and its sisters, whole or nearly: hiding two or three of them only blurs it, and the choice of
 * which to hide tells something by itself.
 */
function publishParts(parts: Cell[], question: QuestionRule, thresholds: Thresholds) {
  const tables = parts.map((part) => ({
    department: String(part.label),
    ...publishTable(part, question, thresholds),
  }));
  return tables.every((table) => 'counts' in table) ? tables : [];
}

function publishTable(cell: Cell, question: QuestionRule, thresholds: Thresholds): PublishedTable {
  const counts = cell.tables[question.id] ?? {};
  const n = sum(Object.values(counts));
  const people = Math.min(cell.people?.[question.id] ?? cell.answered, n);
  if (people < thresholds.figure) return { hidden: true, reason: 'below_threshold' };
  const [top = ['', 0]] = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  const outside = n - top[1];
  // Where somebody can answer twice, the answers outside the bar are from at least so many people.
  const outsiders = Math.max(Math.ceil(outside / question.perPerson), outside - (n - people));
  if (outsiders > OUTSIDERS) return { n, counts };
  // Four answers of eight can be two people's, twice: not « nearly all », and not to be counted either.
  return outside < top[1] ? { nearlyAll: top[0] } : { hidden: true, reason: 'deducible' };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function merge(cells: Cell[], label: string): Cell {
  const tables: Record<string, Counts> = {};
  const people: Record<string, number> = {};
  for (const cell of cells) {
    for (const [question, counts] of Object.entries(cell.tables)) {
      tables[question] ??= {};
      add(tables[question], counts);
    }
    add(people, cell.people ?? {});
  }
  return {
    label,
    invited: sum(cells.map((cell) => cell.invited)),
    answered: sum(cells.map((cell) => cell.answered)),
    tables,
    people,
  };
}

function add(into: Counts, counts: Counts): void {
  for (const [choice, count] of Object.entries(counts)) into[choice] = (into[choice] ?? 0) + count;
}

function labels(cells: Cell[]): string[] {
  return cells.flatMap((cell) => (cell.label === null ? [] : [cell.label])).sort();
}

/** Texts that may be shown: enough of them, from enough people invited; in an order that tells nothing. */
export function publishTexts(texts: string[], invited: number, thresholds: Thresholds): string[] | null {
  if (texts.length < thresholds.verbatim || invited < thresholds.verbatimInvited) return null;
  return [...texts].sort((a, b) => a.localeCompare(b, 'fr'));
}
