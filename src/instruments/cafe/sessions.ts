import { Temporal } from 'temporal-polyfill';
import { type Calendar, workingDayAfter } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import { scopeOf } from '../../domain/may.ts';
import { onceEach, onceOf } from '../../domain/once.ts';
import type { Session } from '../../domain/session.ts';
import type { Order } from '../../engine/instrument.ts';
import { hasStarted, type SessionInForce, sessionsInForce, startOf } from '../../engine/sessions.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { listProposed } from '../../store/session.ts';

/** A Café is shown in the weekly card from three weeks before. */
export const AHEAD_DAYS = 21;

/** Those that can still be joined, in order. */
export async function coming(turn: Turn): Promise<SessionInForce[]> {
  return stillComing(turn, await sessionsInForce(turn));
}

export function stillComing(turn: Turn, sessions: readonly SessionInForce[]): SessionInForce[] {
  return sessions.filter((session) => !session.cancelled && !hasStarted(turn, session));
}

/** Those that somebody looks after and that can still be joined: those they proposed first, then in order. */
export async function hosted(turn: Turn, { person }: Pick<Order, 'person'>): Promise<SessionInForce[]> {
  return hostedOf(turn, await coming(turn), person);
}

/** Of some, those that somebody looks after: those they proposed first. */
export async function hostedOf(
  turn: Turn,
  sessions: readonly SessionInForce[],
  person: Person,
): Promise<SessionInForce[]> {
  const proposed = (await listProposed(turn.tx)).filter(({ proposed_by }) => proposed_by === person.id);
  const own = new Set(proposed.map(({ id }) => id));
  const theirs = sessions.filter((session) => isHostedBy(session, person));
  return [...theirs.filter(({ id }) => own.has(id)), ...theirs.filter(({ id }) => !own.has(id))];
}

/** What has begun takes no answer and changes no more. */
export function refuseStarted(turn: Turn, session: Session): void {
  if (!hasStarted(turn, session)) return;
  throw new Refusal(isOver(turn, session) ? 'cafe_past' : 'cafe_begun');
}

export function isOver(turn: Turn, session: Session): boolean {
  return Temporal.Instant.compare(endOf(turn, session), turn.now) <= 0;
}

export function endOf(turn: Turn, session: Session): Temporal.Instant {
  return startOf(turn, session).add({ minutes: session.minutes });
}

/** Whether it will be in a person's weekly card: near enough. */
export function isSoon(turn: Turn, session: Session): boolean {
  return Temporal.Instant.compare(startOf(turn, session), aheadOf(turn.now)) <= 0;
}

const aheadOf = onceOf((now: Temporal.Instant) => now.add({ hours: 24 * AHEAD_DAYS }));

/** Whether it is in less than three working days: it cannot wait for the next weekly card. */
export function isClose({ calendar, today }: Turn, { starts }: Session): boolean {
  return Temporal.PlainDate.compare(starts.toPlainDate(), secondAfter(calendar, today)) <= 0;
}

const secondAfter = onceEach((calendar: Calendar, today: Temporal.PlainDate) =>
  workingDayAfter(calendar, workingDayAfter(calendar, today)),
);

/** Open to their service. */
export function isFor(session: Session, person: Person): boolean {
  return session.departments.length === 0 || session.departments.includes(person.department);
}

/** Whether they look after it: a champion whose service it is open to, or the lead. */
export function isHostedBy(session: Session, person: Person): boolean {
  const scope = scopeOf(person, 'cafe liste');
  return scope === 'all' || (scope === 'service' && isFor(session, person));
}
