import type { Cell, Counts, Thresholds } from './publishing.ts';

/**
 * Services under the threshold and unlabelled answers are shown together, with one more service chosen by number
 * invited (never by answers): it passes by itself, so with it the group does. `shown` is empty when no split is safe.
 */
export function groupSmall(cells: Cell[], thresholds: Thresholds): { shown: Cell[]; grouped: Cell[] } {
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

/** Whoever reads the figures may be one of those counted, and knows what they did themselves. */
const READER = 1;

/**
 * The exact check of the group. Whoever knows the rosters and these rules knows, of each member, the least and the
 * most that can have answered: a total at either end would tell every member's number, any other total tells none. One
 * away from an end, it would tell them to somebody of a member who did, or did not, answer.
 */
function leavesDoubt(hidden: Cell[], companion: Cell, thresholds: Thresholds): boolean {
  const most = hidden.map((cell) => {
    const couldPass = cell.label === null || cell.invited < thresholds.group;
    return couldPass ? cell.invited : Math.min(cell.invited, thresholds.figure - 1);
  });
  const total = sum([...hidden, companion].map((cell) => cell.answered));
  return total > thresholds.figure + READER && total < sum(most) + companion.invited - READER;
}

/** Cells counted together, under one label. */
export function merge(cells: Cell[], label: string): Cell {
  const tables: Record<string, Counts> = Object.create(null);
  const people: Counts = Object.create(null);
  for (const cell of cells) {
    for (const [question, counts] of Object.entries(cell.tables)) {
      const known: Counts = tables[question] ?? Object.create(null);
      tables[question] = known;
      add(known, counts);
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

export function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
