import { Temporal } from 'temporal-polyfill';
import { type Session, season } from '../../domain/session.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';

/** A Café is shown in the weekly card from three weeks before. */
const AHEAD_DAYS = 21;

/** The season, in order; it follows the launch of the first wave. */
export function sessions(turn: Turn): Session[] {
  const [first] = turn.programme.waves;
  return first ? season(turn.calendar, turn.programme.cafes, first.launchDate) : [];
}

export function findSession(turn: Turn, id: string): Session | null {
  return sessions(turn).find((session) => session.id === id) ?? null;
}

export function startOf(turn: Turn, session: Session): Temporal.Instant {
  return session.starts.toZonedDateTime(turn.calendar.zone).toInstant();
}

export function hasStarted(turn: Turn, session: Session): boolean {
  return Temporal.Instant.compare(startOf(turn, session), turn.now) <= 0;
}

/** Whether it will be in a person's weekly card: not begun, and near enough. */
export function isSoon(turn: Turn, session: Session): boolean {
  const limit = turn.now.add({ hours: 24 * AHEAD_DAYS });
  return !hasStarted(turn, session) && Temporal.Instant.compare(startOf(turn, session), limit) <= 0;
}

/** Open to their service. */
export function isFor(session: Session, person: Person): boolean {
  return session.departments.length === 0 || session.departments.includes(person.department);
}

/** Whether they look after it: a champion whose service it is open to, or the lead. */
export function isHostedBy(session: Session, person: Person): boolean {
  return person.roles.includes('lead') || (person.roles.includes('champion') && isFor(session, person));
}
