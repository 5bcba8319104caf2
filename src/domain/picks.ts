import type { PublishedTable } from './publishing.ts';
import { NOT_PICKED, PICKED } from './survey.ts';

/** People in at most this number outside one bar make a table near-unanimous. */
export const OUTSIDERS = 2;

/**
 * The tables « chosen or not » of one question, of which each person who answered chose at least one thing. Where a
 * choice of hardly anybody shows no count, that rule can still give it: if ten people answered, seven chose the first
 * thing and so did nobody twice, the rest chose the others. Then none of the tables is shown.
 */
export function guardPicks(tables: readonly PublishedTable[], answered: number): PublishedTable[] {
  return picksTell(tables, answered)
    ? tables.map(() => ({ hidden: true, reason: 'deducible' }))
    : [...tables];
}

/** At least one choice each: what the shown ones leave over must be spread over the rare ones, two people each at most. */
function picksTell(tables: readonly PublishedTable[], answered: number): boolean {
  const shown = tables.flatMap((table) => ('counts' in table ? [table] : []));
  const rare = tables.filter((table) => 'nearlyAll' in table && table.nearlyAll === NOT_PICKED);
  const common = tables.some((table) => 'nearlyAll' in table && table.nearlyAll === PICKED);
  if (rare.length === 0 || common) return false;
  const people = shown[0]?.n ?? answered;
  const chosen = shown.reduce((sum, { counts }) => sum + (counts[PICKED] ?? 0), 0);
  // One less where several are rare: hidden at the limit only, the limit itself would be known.
  const limit = OUTSIDERS * rare.length - (rare.length > 1 ? 1 : 0);
  return people - chosen >= limit;
}
