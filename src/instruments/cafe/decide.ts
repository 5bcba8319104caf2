import { Refusal } from '../../domain/errors.ts';
import { scheduleOf } from '../../domain/session.ts';
import { findSession, type SessionInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { saveSessionChange } from '../../store/session.ts';
import { type Announced, announce } from './announce.ts';
import { keepKnown } from './known.ts';
import { isHostedBy, refuseStarted } from './sessions.ts';

/** A Café that somebody looks after and that can still change. */
export async function theirs(turn: Turn, person: Person, id: string): Promise<SessionInForce> {
  const session = await findSession(turn, id);
  if (!session) throw new Refusal('unknown_action');
  if (!isHostedBy(session, person)) throw new Refusal('cafe_other_service');
  if (session.cancelled) throw new Refusal('cafe_cancelled');
  refuseStarted(turn, session);
  return session;
}

/** Writes down what was decided, and tells it. */
export async function decide(turn: Turn, after: SessionInForce, author: Person): Promise<Announced> {
  const { id, base, cancelled } = after;
  const before = await findSession(turn, id);
  if (before) await keepKnown(turn, before);
  const { starts, place } = scheduleOf(after);
  await saveSessionChange(turn.tx, { session_id: id, base, starts, place, cancelled: cancelled ? 1 : 0 });
  const now = await findSession(turn, id);
  return now ? announce(turn, now, author) : { told: 0, missed: [] };
}

/** How many are told, and by name those whom no message can reach in time: somebody has to call them. */
export function announcedLines({ told, missed }: Announced): string[] {
  const names = missed.map(({ name }) => name).join(', ');
  return [
    text('cafe.announced', { count: told }),
    ...(missed.length > 0 ? [text('cafe.announced.missed', { count: missed.length, names })] : []),
  ];
}
