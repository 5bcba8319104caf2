import type { Cell, Counts } from '../domain/publishing.ts';
import { NOT_PICKED, PICKED, pickTable, type Question } from '../domain/survey.ts';

/** One empty cell a label, with its invited people. */
export function emptyCells(people: { label: string | null }[]): Map<string | null, Cell> {
  const cells = new Map<string | null, Cell>();
  for (const { label } of people) cellOf(cells, label).invited += 1;
  return cells;
}

export function cellOf(cells: Map<string | null, Cell>, label: string | null): Cell {
  const known = cells.get(label);
  if (known) return known;
  const cell: Cell = { label, invited: 0, answered: 0, tables: Object.create(null) };
  cells.set(label, cell);
  return cell;
}

export function addCount(
  tables: Record<string, Counts>,
  question: string,
  value: string,
  count: number,
): void {
  // Without a prototype: a choice may be called « constructor ».
  const counts: Counts = tables[question] ?? Object.create(null);
  tables[question] = counts;
  counts[value] = (counts[value] ?? 0) + count;
}

/**
 * Several choices of one person (`value`: their ids with commas), counted as one « yes or no » a choice: each table
 * then has one answer a person, and the rules of publishing hold for it as they stand. One table of all mentions
 * would not do: everybody can have chosen the same thing while half of the mentions are about others.
 */
export function addPicks(
  tables: Record<string, Counts>,
  question: Pick<Question, 'id' | 'choices'>,
  value: string,
): void {
  const picked = new Set(value.split(','));
  for (const { id } of question.choices) {
    addCount(tables, pickTable(question.id, id), picked.has(id) ? PICKED : NOT_PICKED, 1);
  }
}
