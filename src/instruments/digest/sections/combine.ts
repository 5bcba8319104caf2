import type { Blocker, TimeBand } from '../../../domain/checkin.ts';
import type { Counts, PublishedTable } from '../../../domain/publishing.ts';

export type Part<Key> = { of: Key; table: PublishedTable | undefined };
export type Combined<Key> = { of: Key[]; table: { n: number; counts: Counts } | { nearlyAll: string } };

/**
 * Adds up tables that are each published already, so the sum tells nothing new. Tables without counts are left out;
 * if none has counts, the last word is « nearly all », of every one that says the same. Null: nothing to show.
 */
export function combine<Key>(parts: readonly Part<Key>[]): Combined<Key> | null {
  const of: Key[] = [];
  const counts: Counts = {};
  let n = 0;
  for (const { of: key, table } of parts) {
    if (!table || !('counts' in table)) continue;
    of.push(key);
    n += table.n;
    for (const [choice, count] of Object.entries(table.counts))
      counts[choice] = (counts[choice] ?? 0) + count;
  }
  return of.length > 0 ? { of, table: { n, counts } } : unanimous(parts);
}

function unanimous<Key>(parts: readonly Part<Key>[]): Combined<Key> | null {
  let found: { of: Key[]; table: { nearlyAll: string } } | null = null;
  for (const { of, table } of parts) {
    if (!table || !('nearlyAll' in table)) continue;
    if (found?.table.nearlyAll === table.nearlyAll) found.of.push(of);
    else found = { of: [of], table };
  }
  return found;
}

/** Counts with every choice there, zeros included. */
export function complete(choices: readonly string[], counts: Counts): Counts {
  return Object.fromEntries(choices.map((choice) => [choice, counts[choice] ?? 0]));
}

export function byBand(counts: Counts): Record<TimeBand, number> {
  const { lost = 0, unused = 0, zero = 0, lt30 = 0, m30to60 = 0 } = counts;
  const { h1to2 = 0, h2to4 = 0, h4plus = 0, unknown = 0 } = counts;
  return { lost, unused, zero, lt30, m30to60, h1to2, h2to4, h4plus, unknown };
}

export function byBlocker(counts: Counts): Record<Blocker, number> {
  const { training = 0, tool = 0, access = 0, rules = 0, trust = 0, time = 0, other = 0 } = counts;
  return { training, tool, access, rules, trust, time, other };
}
