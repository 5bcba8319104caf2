import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

/** Children before parents, as foreign keys ask. */
const TABLES = [
  'sandbox_message',
  'audit',
  'decision',
  'irritant_answer',
  'wave',
  'wave_act',
  'digest',
  'help_call',
  'acknowledgement',
  'memento_question',
  'memento_version',
  'cafe_message',
  'session_question',
  'session_state',
  'session_change',
  'session',
  'attendance',
  'waiting',
  'rsvp',
  'frozen',
  'sealed_sum',
  'sealed_answer',
  'code',
  'code_sheet',
  'round_person',
  'cancelled_round',
  'survey_launch',
  'survey_draft',
  'survey_custom',
  'round',
  'inbox',
  'inbox_key',
  'attention',
  'tally',
  'outbox',
  'occurrence',
  'leadership_channel',
  'stranger',
  'address',
  'person',
  'setting',
] as const satisfies (keyof Schema)[];

/** Forgets everything: for the sandbox only. */
export async function emptyDatabase(tx: Tx): Promise<void> {
  await tx.updateTable('round').set({ parent: null }).execute();
  for (const table of TABLES) await tx.deleteFrom(table).execute();
}
