import { Temporal } from 'temporal-polyfill';
import { atLocal } from '../../../domain/calendar.ts';
import type { Sections, Session } from '../../../domain/digest.ts';
import { DIGEST_TIME, dueOn } from '../../../domain/milestone.ts';
import { isOfWave } from '../../../domain/wave.ts';
import { sessionsInForce } from '../../../engine/sessions.ts';
import { listAttendance } from '../../../store/attendance.ts';
import { listRsvps } from '../../../store/rsvp.ts';
import { basis, type Review } from './review.ts';

/** The season with what the people of the wave answered; `answered` counts those who would come to one or more. */
export async function cafes(review: Review): Promise<Sections['cafes']> {
  const { turn, wave, people, everybody } = review;
  const { waves } = turn.programme;
  const known = new Set(everybody.map(({ department }) => department));
  const departments = new Set([...known].filter((name) => isOfWave(waves, wave, name, turn.today)));
  // Leavers with the others: they were there.
  const ours = new Set(everybody.filter((one) => departments.has(one.department)).map(({ id }) => id));
  const present = new Set(people.map(({ id }) => id));
  const coming = new Set<string>();
  const seen = new Set<string>();
  // As it will be when the digest is posted: it is computed the working day before.
  const due = dueOn(turn.calendar, Temporal.PlainDate.from(wave.launchDate), review.milestone);
  const posted = atLocal(turn.calendar, due, DIGEST_TIME).epochMilliseconds;
  const sessions: Session[] = [];
  for (const cafe of await sessionsInForce(turn)) {
    if (cafe.cancelled || !isForWave(cafe.departments, departments)) continue;
    const rsvps = (await listRsvps(turn.tx, cafe.id)).filter((rsvp) => ours.has(rsvp.person_id));
    for (const rsvp of rsvps) {
      if (rsvp.response !== 'no' && present.has(rsvp.person_id)) coming.add(rsvp.person_id);
    }
    const marked = await listAttendance(turn.tx, cafe.id);
    const came = marked.filter((id) => ours.has(id));
    for (const id of came) seen.add(id);
    const starts = cafe.starts.toZonedDateTime(turn.calendar.zone).epochMilliseconds;
    sessions.push({
      id: cafe.id,
      title: cafe.title,
      on: cafe.starts.toString({ smallestUnit: 'minute' }),
      minutes: cafe.minutes,
      yes: rsvps.filter(({ response }) => response === 'yes').length,
      maybe: rsvps.filter(({ response }) => response === 'maybe').length,
      seats: cafe.seats,
      past: starts <= posted,
      attended: cafe.marked || marked.length > 0 ? came.length : null,
    });
  }
  const attended = sessions.some((session) => session.attended !== null) ? seen.size : null;
  return { ...basis(people.length, coming.size), sessions, attended };
}

function isForWave(invited: readonly string[], departments: ReadonlySet<string>): boolean {
  return invited.length === 0 || invited.some((name) => departments.has(name));
}
