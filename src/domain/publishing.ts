import { groupSmall, merge, sum } from './grouping.ts';
import { guardPicks, OUTSIDERS } from './picks.ts';

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

/**
 * A table, and how many answers one person can have in it: 1 in a survey, 2 in a block of two weeks. `of`: the question
 * with several answers of which it counts one choice.
 */
export type QuestionRule = { id: string; perPerson: number; of?: string };

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
  for (const family of Map.groupBy(questions, ({ id, of }) => of ?? id).values()) {
    const own = family.map((question) => publishTable(whole, question, thresholds));
    const isSplit = family.every(({ of }) => of === undefined);
    const guarded = isSplit ? own : guardPicks(own, whole.answered);
    for (const [index, question] of family.entries()) {
      const table = guarded[index] ?? { hidden: true, reason: 'no_data' };
      tables[question.id] = table;
      // Choices that few made would leave a service out of some splits, and the others would tell them.
      byDepartment[question.id] =
        isSplit && 'counts' in table ? publishParts(parts, question, thresholds) : [];
    }
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
  const counts: Counts = Object.hasOwn(cell.tables, question.id) ? (cell.tables[question.id] ?? {}) : {};
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

function labels(cells: Cell[]): string[] {
  return cells.flatMap((cell) => (cell.label === null ? [] : [cell.label])).sort();
}

/** Texts that may be shown: enough of them, from enough people invited; in an order that tells nothing. */
export function publishTexts(texts: string[], invited: number, thresholds: Thresholds): string[] | null {
  if (texts.length < thresholds.verbatim || invited < thresholds.verbatimInvited) return null;
  return [...texts].sort((a, b) => a.localeCompare(b, 'fr'));
}
