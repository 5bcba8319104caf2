import type { Session } from '../../domain/session.ts';
import { storedSession } from '../../engine/sessions.ts';
import type { Turn } from '../../engine/turn.ts';
import { keepSessionState } from '../../store/session-state.ts';

/** Writes down a Café as people first learn of it, so that any change can be seen, and told; once. */
export async function keepKnown(turn: Turn, session: Session): Promise<void> {
  await keepSessionState(turn.tx, session.id, storedSession(session));
}
