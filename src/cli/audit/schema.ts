import { type Finding, leak } from './finding.ts';
import type { Scene } from './scene.ts';

/** Tables whose rows are somebody's act in their own name. */
const NOMINATIVE = ['rsvp', 'waiting', 'attendance', 'acknowledgement', 'memento_question', 'help_call'];

/** What no migration made was never thought about: a column for a minute, a map of codes, a trigger that copies. */
export function checkSchema({ evidence }: Scene): Finding[] {
  return evidence.strange.map((what) => leak('schema_unknown', { what }));
}

/** Where a day is kept, nothing finer is. */
export function checkDays({ evidence }: Scene): Finding[] {
  const nominative = evidence.clocks.some(({ table }) => NOMINATIVE.includes(table));
  return [
    ...(nominative ? [leak('nominative_minute')] : []),
    ...evidence.clocks
      .filter(({ table }) => !NOMINATIVE.includes(table))
      .map(({ table, column }) => leak('clock_kept', { column: `${table}.${column}` })),
  ];
}
