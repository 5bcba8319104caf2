import { setImmediate as nextTurn } from 'node:timers/promises';

/** Rows counted in one transaction, some milliseconds: whoever taps meanwhile does not wait for all of them. */
export const SLICE = 5000;
/** Milliseconds that a count of more than a slice is good for: it costs a second for a million rows. */
const KEPT = 10 * 60_000;

/** What one slice holds; `last`: what to go on after, or null at the end. */
export type Slice<Row> = { counts: Row[]; last: string | null };

/**
 * Counts a large table slice by slice, `keyOf` telling which counts are of the same thing: exact while the table is
 * small, else as it was within ten minutes. Who asks meanwhile waits for the same count.
 */
export function createSlicedCount<Row extends { count: number }>(
  countAfter: (after: string) => Promise<Slice<Row>>,
  { keyOf, now = Date.now }: { keyOf: (row: Row) => string; now?: (() => number) | undefined },
): () => Promise<Row[]> {
  let kept: { rows: Row[]; until: number } | null = null;
  let counting: Promise<Row[]> | null = null;
  return async () => {
    if (kept && now() < kept.until) return kept.rows;
    counting ??= count().finally(() => {
      counting = null;
    });
    return counting;
  };

  async function count(): Promise<Row[]> {
    const totals = new Map<string, Row>();
    let slices = 0;
    for (let after: string | null = ''; after !== null; slices++) {
      const { counts, last }: Slice<Row> = await countAfter(after);
      for (const row of counts) {
        const known = totals.get(keyOf(row));
        totals.set(keyOf(row), { ...row, count: row.count + (known?.count ?? 0) });
      }
      after = last;
      // A transaction alone does not let the event loop turn.
      await nextTurn();
    }
    const rows = [...totals.values()].filter((row) => row.count > 0);
    kept = slices > 1 ? { rows, until: now() + KEPT } : null;
    return rows;
  }
}
