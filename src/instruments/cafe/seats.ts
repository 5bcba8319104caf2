import { Temporal } from 'temporal-polyfill';
import { nextDisturbable } from '../../domain/calendar.ts';
import type { Session } from '../../domain/session.ts';
import { stamp } from '../../engine/clock.ts';
import type { Occurrence } from '../../engine/instrument.ts';
import { newId } from '../../engine/random.ts';
import { availabilityOf, reachable } from '../../engine/reach.ts';
import { findSession, type SessionInForce, startOf } from '../../engine/sessions.ts';
import type { Turn } from '../../engine/turn.ts';
import { findPerson, type Person } from '../../store/person.ts';
import { findRsvp, forgetRsvp, listComing, saveRsvp } from '../../store/rsvp.ts';
import type { RsvpResponse } from '../../store/schema.ts';
import { joinWaiting, leaveWaiting, listWaiting } from '../../store/waiting.ts';
import { keepKnown } from './known.ts';
import { stillComing } from './sessions.ts';

/** What somebody said to a Café: their answer, or their place on the waiting list, counted from 1. */
export type Standing = { response: RsvpResponse | null; place: number | null; free: number; waiting: number };

export async function standingOf(turn: Turn, session: Session, person: Person): Promise<Standing> {
  const waiting = await listWaiting(turn.tx, session.id);
  const index = waiting.indexOf(person.id);
  return {
    response: await findRsvp(turn.tx, session.id, person.id),
    place: index < 0 ? null : index + 1,
    free: await freeSeats(turn, session),
    waiting: waiting.length,
  };
}

/** Takes an answer: « yes » to a full Café is a place at the end of its list, and a seat given up goes to the first. */
export async function answer(turn: Turn, session: Session, person: Person, response: RsvpResponse) {
  const { tx } = turn;
  const today = turn.today.toString();
  await keepKnown(turn, session);
  if (response !== 'yes') {
    await leaveWaiting(tx, session.id, person.id);
    await saveRsvp(tx, session.id, person.id, response, today);
    await fillSeats(turn, session);
    return;
  }
  if ((await findRsvp(tx, session.id, person.id)) === 'yes') return;
  // Seats freed by a departure or a larger room go to those who waited, before somebody new.
  await fillSeats(turn, session);
  const waiting = await listWaiting(tx, session.id);
  if (waiting.includes(person.id) || (await findRsvp(tx, session.id, person.id)) === 'yes') return;
  if ((await freeSeats(turn, session)) > 0) {
    await saveRsvp(tx, session.id, person.id, 'yes', today);
  } else {
    await forgetRsvp(tx, session.id, person.id);
    await joinWaiting(tx, session.id, person.id, today);
  }
}

/**
 * Seats that nobody gave up in chat: of somebody who left or was erased, or of a larger room. Due as soon as somebody
 * waits for one that is free.
 */
export async function freedSeats(turn: Turn, sessions: readonly SessionInForce[]): Promise<Occurrence[]> {
  const due: Occurrence[] = [];
  for (const session of stillComing(turn, sessions)) {
    if ((await nextSeated(turn, session)).length === 0) continue;
    const run = async (inner: Turn) => {
      const found = await findSession(inner, session.id);
      if (found) await fillSeats(inner, found);
    };
    due.push({ key: `cafe/seats/${session.id}/${stamp(turn.now)}`, at: turn.now, evenIf: 'ended', run });
  }
  return due;
}

/**
 * Gives what is free to the first of the list, who are told in the same transaction. Somebody who cannot be told
 * before it starts keeps their place, and the next one moves up.
 */
export async function fillSeats(turn: Turn, session: Session): Promise<void> {
  const lucky = await nextSeated(turn, session);
  if (lucky.length === 0) return;
  for (const person of lucky) {
    await leaveWaiting(turn.tx, session.id, person.id);
    await saveRsvp(turn.tx, session.id, person.id, 'yes', turn.today.toString());
  }
  await turn.plan({
    campaign: `cafe/seat/${session.id}/${newId(turn.random)}`,
    template: 'cafe-seat',
    params: { session: session.id },
    to: lucky,
    at: turn.now,
    until: startOf(turn, session),
    solicited: true,
    priority: 1,
  });
}

/** Those of the list for whom a seat is free, and who can be told of it. */
async function nextSeated(turn: Turn, session: Session): Promise<Person[]> {
  if (session.cancelled) return [];
  const ids = await listWaiting(turn.tx, session.id);
  const free = ids.length > 0 ? await freeSeats(turn, session) : 0;
  if (free === 0) return [];
  const until = startOf(turn, session);
  const people = await Promise.all(ids.map((id) => findPerson(turn.tx, id)));
  const waiting = people
    .filter((person) => person !== null)
    .filter((person) => canBeTold(turn, person, until));
  return (await reachable(turn, waiting)).slice(0, free);
}

async function freeSeats(turn: Turn, session: Session): Promise<number> {
  return Math.max(session.seats - (await listComing(turn.tx, session.id)).length, 0);
}

/** Whether somebody may be disturbed before an instant. */
export function canBeTold(turn: Turn, person: Person, until: Temporal.Instant): boolean {
  const moment = nextDisturbable(turn.calendar, availabilityOf(turn, person), turn.now);
  return Temporal.Instant.compare(moment, until) < 0;
}
