import { Temporal } from 'temporal-polyfill';
import { type Availability, type Calendar, isWorkingDay, onOrAfterWorkingDay } from './calendar.ts';
import { onceOf, oncePerCalendar } from './once.ts';
import type { CafeDefinition } from './programme.ts';

/** A Café IA on the calendar: local start in the organisation's zone. */
export type Session = Omit<CafeDefinition, 'starts'> & { starts: Temporal.PlainDateTime };

/**
 * Seats of a Café: over fifteen, not everybody speaks. Source: Conseil national du numérique, « Café IA : la recette
 * inratable ».
 */
export const SEATS = { least: 6, most: 15 };

const seasons = new WeakMap<
  readonly CafeDefinition[],
  { calendar: Calendar; launchDate: string; sessions: readonly Session[] }
>();

/**
 * The season, in order; a Café set in days after J0 follows the launch, on a working day. Worked out once for a
 * programme: each card asks for it.
 */
export function season(
  calendar: Calendar,
  cafes: readonly CafeDefinition[],
  launchDate: string,
): readonly Session[] {
  const known = seasons.get(cafes);
  if (known?.calendar === calendar && known.launchDate === launchDate) return known.sessions;
  const launch = Temporal.PlainDate.from(launchDate);
  const sessions = cafes.map(({ starts, ...cafe }) => ({ ...cafe, starts: startOf(starts) })).sort(byStart);
  seasons.set(cafes, { calendar, launchDate, sessions });
  return sessions;

  function startOf(starts: CafeDefinition['starts']): Temporal.PlainDateTime {
    if (typeof starts === 'string') return Temporal.PlainDateTime.from(starts);
    const date = onOrAfterWorkingDay(calendar, launch.add({ days: starts.afterLaunch }));
    return date.toPlainDateTime(Temporal.PlainTime.from(starts.time));
  }
}

export function byStart(a: Session, b: Session): number {
  return Temporal.PlainDateTime.compare(a.starts, b.starts) || (a.id < b.id ? -1 : 1);
}

/** What people are told when it changes. `starts` is local, `YYYY-MM-DDTHH:MM`. */
export type Schedule = { starts: string; minutes: number; place: string; cancelled: boolean };

export function scheduleOf({ starts, minutes, place, cancelled }: Session): Schedule {
  return { starts: stampOf(starts), minutes, place, cancelled };
}

/** Each card asks, of the same few Cafés. */
const stampOf = onceOf((starts: Temporal.PlainDateTime) => starts.toString({ smallestUnit: 'minute' }));

export function isSameSchedule(a: Schedule, b: Schedule): boolean {
  return (
    a.starts === b.starts && a.minutes === b.minutes && a.place === b.place && a.cancelled === b.cancelled
  );
}

/**
 * What is unusual about a moment, for somebody or for the organisation: a day not worked (a public holiday too), or a
 * start or an end outside working hours. Null: nothing.
 */
export function unusual(
  calendar: Calendar,
  { starts, minutes }: Pick<Session, 'starts' | 'minutes'>,
  availability: Availability = { zone: calendar.zone, days: calendar.hours.days },
): 'day' | 'hours' | null {
  return unusualFor(calendar, starts, minutes, availability);
}

const unusualFor = oncePerCalendar(
  (starts: Temporal.PlainDateTime, minutes: number, { zone, days }: Availability) =>
    `${stampOf(starts)} ${minutes} ${zone} ${days}`,
  (calendar, starts, minutes, { zone, days }): 'day' | 'hours' | null => {
    const local = starts.toZonedDateTime(calendar.zone).withTimeZone(zone);
    if (!isWorkingDay(calendar, local.toPlainDate(), days)) return 'day';
    const end = local.add({ minutes });
    const [opens, closes] = [calendar.hours.start, calendar.hours.end].map((time) =>
      Temporal.PlainTime.from(time),
    );
    if (!opens || !closes) return null;
    const early = Temporal.PlainTime.compare(local.toPlainTime(), opens) < 0;
    const late =
      !end.toPlainDate().equals(local.toPlainDate()) ||
      Temporal.PlainTime.compare(end.toPlainTime(), closes) > 0;
    return early || late ? 'hours' : null;
  },
);
