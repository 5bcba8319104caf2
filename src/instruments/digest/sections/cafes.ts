import { Temporal } from 'temporal-polyfill';
import { atLocal } from '../../../domain/calendar.ts';
import type { Sections, Session } from '../../../domain/digest.ts';
import { DIGEST_TIME, dueOn } from '../../../domain/milestone.ts';
import { season } from '../../../domain/session.ts';
import { listEverybody } from '../../../store/person.ts';
import { listRsvps } from '../../../store/rsvp.ts';
import { basis, type Review } from './review.ts';

/** Months a digest at J+90 counts the licences of. */
const MONTHS = 3;

/** The season with what the people of the wave answered; `answered` counts those who would come to one or more. */
export async function cafes(review: Review): Promise<Sections['cafes']> {
  const { turn, wave, people } = review;
  const [first] = turn.programme.waves;
  const departments = new Set(wave.departments);
  const everybody = await listEverybody(turn.tx);
  const ours = new Set(
    everybody.filter((one) => departments.size === 0 || departments.has(one.department)).map(({ id }) => id),
  );
  const present = new Set(people.map(({ id }) => id));
  const coming = new Set<string>();
  // As it will be when the digest is posted: it is computed the working day before.
  const due = dueOn(turn.calendar, Temporal.PlainDate.from(wave.launchDate), review.milestone);
  const posted = atLocal(turn.calendar, due, DIGEST_TIME).epochMilliseconds;
  const sessions: Session[] = [];
  for (const cafe of first ? season(turn.calendar, turn.programme.cafes, first.launchDate) : []) {
    if (!isForWave(cafe.departments, departments)) continue;
    const rsvps = (await listRsvps(turn.tx, cafe.id)).filter((rsvp) => ours.has(rsvp.person_id));
    for (const rsvp of rsvps) {
      if (rsvp.response !== 'no' && present.has(rsvp.person_id)) coming.add(rsvp.person_id);
    }
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
    });
  }
  return { ...basis(people.length, coming.size), sessions };
}

function isForWave(invited: readonly string[], departments: ReadonlySet<string>): boolean {
  return invited.length === 0 || departments.size === 0 || invited.some((name) => departments.has(name));
}

/** What the wave cost so far, beside the declared time and never subtracted from it. */
export function resources(review: Review, sections: Pick<Sections, 'cafes' | 'time'>): Sections['resources'] {
  const { licences, licenceMonthly, currency, trainingHours } = review.wave.resources;
  const sessions = 'hidden' in sections.cafes ? [] : sections.cafes.sessions;
  const minutes = sessions
    .filter(({ past }) => past)
    .reduce((sum, session) => sum + session.yes * session.minutes, 0);
  const { time } = sections;
  return {
    ...('hidden' in time ? basis(review.people.length, 0) : basis(time.invited, time.answered)),
    licences,
    licenceMonthly,
    currency,
    months: MONTHS,
    cost: Math.round(licences * licenceMonthly * MONTHS),
    trainingHours,
    cafeHours: Math.round(minutes / 6) / 10,
  };
}
