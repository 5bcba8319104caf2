import { Temporal } from 'temporal-polyfill';

/** Local wall times `HH:MM`; days as ISO weekdays, 1 = Monday to 7 = Sunday. */
export type WorkingHours = { start: string; end: string; days: readonly number[] };

/** When an organisation works. Everything here is local to its IANA `zone`. */
export type Calendar = {
  zone: string;
  hours: WorkingHours;
  isHoliday: (date: Temporal.PlainDate) => boolean;
};

/** A day on which the organisation works: one of its weekdays, and no public holiday. */
export function isWorkingDay(
  calendar: Calendar,
  date: Temporal.PlainDate,
  days = calendar.hours.days,
): boolean {
  return days.includes(date.dayOfWeek) && !calendar.isHoliday(date);
}

/** The date itself when it is worked, else the first worked date after it. Throws RangeError when there is none. */
export function onOrAfterWorkingDay(calendar: Calendar, date: Temporal.PlainDate, days?: readonly number[]) {
  return findWorkingDay(calendar, date, 1, days);
}

/** The last worked date strictly before. */
export function workingDayBefore(calendar: Calendar, date: Temporal.PlainDate) {
  return findWorkingDay(calendar, date.subtract({ days: 1 }), -1);
}

/** The first worked date strictly after. */
export function workingDayAfter(calendar: Calendar, date: Temporal.PlainDate) {
  return findWorkingDay(calendar, date.add({ days: 1 }), 1);
}

function findWorkingDay(
  calendar: Calendar,
  from: Temporal.PlainDate,
  step: 1 | -1,
  days?: readonly number[],
) {
  let date = from;
  for (let tries = 0; tries < 60; tries++) {
    if (isWorkingDay(calendar, date, days)) return date;
    date = date.add({ days: step });
  }
  throw new RangeError('nobody works for sixty days: the calendar has no weekday');
}

/** The instant of a local date and wall time. A time skipped in spring is read an hour later; one lived twice in autumn, the first time. */
export function atLocal(calendar: Calendar, date: Temporal.PlainDate, time: string): Temporal.Instant {
  return date
    .toZonedDateTime({ timeZone: calendar.zone, plainTime: Temporal.PlainTime.from(time) })
    .toInstant();
}

/** The local date of an instant. */
export function localDate(calendar: Calendar, instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(calendar.zone).toPlainDate();
}

/** The local date and time of an instant, to the minute: `2026-12-16T09:00`. */
export function localMinute(calendar: Calendar, instant: Temporal.Instant): string {
  return instant.toZonedDateTimeISO(calendar.zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** How one person may be disturbed: their zone and days, the organisation's hours and holidays. */
export type Availability = { zone: string; days: readonly number[] };

/** The first moment at or after `instant` that lies in the person's working hours. */
export function nextDisturbable(
  calendar: Calendar,
  person: Availability,
  instant: Temporal.Instant,
): Temporal.Instant {
  const today = instant.toZonedDateTimeISO(person.zone).toPlainDate();
  if (isWorkingDay(calendar, today, person.days)) {
    if (Temporal.Instant.compare(instant, at(today, calendar.hours.start)) < 0) {
      return at(today, calendar.hours.start);
    }
    if (Temporal.Instant.compare(instant, at(today, calendar.hours.end)) < 0) return instant;
  }
  return at(onOrAfterWorkingDay(calendar, today.add({ days: 1 }), person.days), calendar.hours.start);

  function at(date: Temporal.PlainDate, time: string) {
    return atLocal({ ...calendar, zone: person.zone }, date, time);
  }
}

/**
 * The half of a working day an instant lies in, by the person's own clock: before or after the middle of the
 * organisation's hours. `date` is theirs too; `over` is when it ends.
 */
export function halfDayOf(
  { hours }: Pick<Calendar, 'hours'>,
  { zone }: Pick<Availability, 'zone'>,
  instant: Temporal.Instant,
): { date: Temporal.PlainDate; half: 1 | 2; over: Temporal.Instant } {
  const local = instant.toZonedDateTimeISO(zone);
  const start = Temporal.PlainTime.from(hours.start);
  const end = Temporal.PlainTime.from(hours.end);
  const middle = start.add({ minutes: Math.floor(start.until(end).total('minutes') / 2) });
  const isFirst = Temporal.PlainTime.compare(local.toPlainTime(), middle) < 0;
  const date = local.toPlainDate();
  const over = date.toZonedDateTime({ timeZone: zone, plainTime: isFirst ? middle : end }).toInstant();
  return { date, half: isFirst ? 1 : 2, over };
}
