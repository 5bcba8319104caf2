import type { Cell, Counts } from '../domain/publishing.ts';

/** One empty cell a label, with its invited people. */
export function emptyCells(people: { label: string | null }[]): Map<string | null, Cell> {
  const cells = new Map<string | null, Cell>();
  for (const { label } of people) cellOf(cells, label).invited += 1;
  return cells;
}

export function cellOf(cells: Map<string | null, Cell>, label: string | null): Cell {
  const known = cells.get(label);
  if (known) return known;
  const cell: Cell = { label, invited: 0, answered: 0, tables: {} };
  cells.set(label, cell);
  return cell;
}

export function addCount(
  tables: Record<string, Counts>,
  question: string,
  value: string,
  count: number,
): void {
  const counts = tables[question] ?? {};
  tables[question] = counts;
  counts[value] = (counts[value] ?? 0) + count;
}
