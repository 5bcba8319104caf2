import type { Temporal } from 'temporal-polyfill';
import { nextDisturbable } from '../domain/calendar.ts';
import type { Person } from '../store/person.ts';
import { availabilityOf } from './reach.ts';
import type { Turn } from './turn.ts';

/** What waited for an opening leaves in so many steps, so many minutes apart: not all of a Monday at its first minute. */
export const OPENING_STEPS = 6;
const STEP_MINUTES = 5;

/**
 * The first moment from `from` on at which a message may reach somebody. One that nobody asked for and that had to
 * wait (a night, a week-end, a holiday, somebody's day off) comes within the first half-hour of their day: at the same
 * step for one person, at different ones for different people.
 */
export function momentFor(
  turn: Pick<Turn, 'calendar'>,
  person: Person,
  from: Temporal.Instant,
  { solicited }: { solicited: boolean },
): Temporal.Instant {
  const availability = availabilityOf(turn, person);
  const opening = nextDisturbable(turn.calendar, availability, from);
  if (solicited || opening.equals(from)) return opening;
  const later = opening.add({ minutes: STEP_MINUTES * stepOf(person) });
  return nextDisturbable(turn.calendar, availability, later).equals(later) ? later : opening;
}

/** From 0 on: always the same for one person, as if drawn by lot (FNV-1a; a hundred thousand people are planned at once). */
export function stepOf({ id }: Pick<Person, 'id'>): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
  }
  return (hash >>> 8) % OPENING_STEPS;
}
