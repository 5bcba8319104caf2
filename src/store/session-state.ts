import { ready } from './ready.ts';
import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

/** What is known of a Café besides what it says of itself; `told` is JSON. */
export type SessionState = Schema['session_state'];

const states = ready((tx) => tx.selectFrom('session_state').selectAll());

export async function listSessionStates(tx: Tx): Promise<SessionState[]> {
  return states(tx);
}

/** The first time a Café is met. One already known is left as it is. */
export async function keepSessionState(tx: Tx, sessionId: string, told: string): Promise<void> {
  await tx
    .insertInto('session_state')
    .values({ session_id: sessionId, told, sequence: 0, moves: 0, marked_on: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What those concerned are told from now on. */
export async function saveTold(
  tx: Tx,
  sessionId: string,
  state: Pick<SessionState, 'told' | 'sequence' | 'moves'>,
): Promise<void> {
  await tx.updateTable('session_state').set(state).where('session_id', '=', sessionId).execute();
}

export async function setMarked(tx: Tx, sessionId: string, day: string): Promise<void> {
  await tx.updateTable('session_state').set({ marked_on: day }).where('session_id', '=', sessionId).execute();
}
