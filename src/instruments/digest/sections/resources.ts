import type { Declared, Sections, Session } from '../../../domain/digest.ts';
import { breakEven, declaredRange } from '../../../domain/gains.ts';
import { WEEKS_PER_BLOCK } from '../../../domain/wave.ts';
import { basis, type Review } from './review.ts';

/** Months a digest at J+90 counts the licences of, and the weeks in them. */
const MONTHS = 3;
const WEEKS = 13;

/** What the wave cost so far, beside the declared time and never subtracted from it. */
export function resources(review: Review, sections: Pick<Sections, 'cafes' | 'time'>): Sections['resources'] {
  const { licences, licenceMonthly, currency, trainingHours, hourlyCost } = review.wave.resources;
  const { time } = sections;
  const people = review.people.length;
  const cost = Math.round(licences * licenceMonthly * MONTHS);
  const { hours: cafeHours, from: cafeHoursFrom } = hoursOf(sections.cafes);
  const spending = { cost, hours: trainingHours + cafeHours, people, weeks: WEEKS };
  return {
    ...('hidden' in time ? basis(people, 0) : basis(time.invited, time.answered)),
    people,
    licences,
    licenceMonthly,
    currency,
    months: MONTHS,
    cost,
    trainingHours,
    cafeHours,
    cafeHoursFrom,
    hourlyCost: hourlyCost ?? null,
    declared: declaredOf(time, people),
    breakEven: hourlyCost ? breakEven({ ...spending, hourlyCost }) : null,
  };
}

/** Of each past Café those marked present; where nobody marked it, those who had said yes. */
function hoursOf(cafes: Sections['cafes']): { hours: number; from: 'attendance' | 'rsvp' | 'both' } {
  const past = 'hidden' in cafes ? [] : cafes.sessions.filter((session) => session.past);
  const came = ({ attended, yes }: Session) => attended ?? yes;
  const minutes = past.reduce((sum, session) => sum + came(session) * session.minutes, 0);
  const marked = past.filter(({ attended }) => attended !== null).length;
  const from = marked === 0 ? 'rsvp' : marked === past.length ? 'attendance' : 'both';
  return { hours: Math.round(minutes / 6) / 10, from };
}

/** Hours rounded outwards, so that the range printed holds the one computed. */
function declaredOf(time: Sections['time'], people: number): Declared | null {
  if (!('distribution' in time)) return null;
  const { low, high, counted, unknown } = declaredRange(time.distribution);
  const weeks = time.blocks.length * WEEKS_PER_BLOCK;
  if (counted === 0 || people === 0) return null;
  return {
    lowHours: Math.floor(low / 60),
    highHours: Math.ceil(high / 60),
    counted,
    unknown,
    weeks,
    lowMinutes: Math.floor(low / people / weeks),
    highMinutes: Math.ceil(high / people / weeks),
  };
}
