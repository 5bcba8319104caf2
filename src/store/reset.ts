import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

/** Children before parents, as foreign keys ask. */
const TABLES = [
  'sandbox_message',
  'decision',
  'digest',
  'help_call',
  'acknowledgement',
  'cafe_message',
  'attendance',
  'waiting',
  'rsvp',
  'frozen',
  'sealed_sum',
  'sealed_answer',
  'round_person',
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
