import { Temporal } from 'temporal-polyfill';
import { type Calendar, isWorkingDay, onOrAfterWorkingDay, workingDayAfter } from '../../domain/calendar.ts';
import type { Role } from '../../domain/person.ts';
import type { SurveyDefinition } from '../../domain/survey.ts';
import type { WaveDefinition } from '../../domain/wave.ts';

/** Those who have something to prepare are met three weeks before J0. */
const ROLE_DAYS = 21;

type Reader = { joinedOn: string; days: number[] | null };

/**
 * From which local date somebody is met by a wave. Before J0: agents on their own last day of work before the wave
 * writes to them, the other roles three weeks ahead; who comes later than that, at once. After J0: on the first
 * working day after they appear.
 */
export function contactOn(
  calendar: Calendar,
  surveys: readonly SurveyDefinition[],
  wave: WaveDefinition,
  reader: Reader,
  role: Role,
): Temporal.PlainDate {
  const joined = Temporal.PlainDate.from(reader.joinedOn);
  if (reader.joinedOn >= wave.launchDate) return workingDayAfter(calendar, joined);
  const launch = Temporal.PlainDate.from(wave.launchDate);
  const asAgent = lastDayBefore(calendar, quietBefore(calendar, surveys, launch), reader.days);
  const asRole = onOrAfterWorkingDay(calendar, launch.subtract({ days: ROLE_DAYS }));
  return later(joined, role === 'agent' ? asAgent : earlier(asAgent, asRole));
}

/**
 * The date before which a wave has said nothing: the opening of its first survey. The week of J0 is full (the welcome,
 * then the first weekly card), so without a survey in an earlier one it is that week's Monday.
 */
function quietBefore(
  calendar: Calendar,
  surveys: readonly SurveyDefinition[],
  launch: Temporal.PlainDate,
): Temporal.PlainDate {
  const monday = launch.subtract({ days: launch.dayOfWeek - 1 });
  return surveys
    .flatMap(({ rounds }) => rounds)
    .map(({ opens }) => onOrAfterWorkingDay(calendar, launch.add({ days: opens })))
    .reduce(earlier, monday);
}

/** The last day strictly before a date on which both the organisation and the person work. */
function lastDayBefore(
  calendar: Calendar,
  date: Temporal.PlainDate,
  days: readonly number[] | null,
): Temporal.PlainDate {
  const own = days?.filter((day) => calendar.hours.days.includes(day)) ?? [];
  let day = date.subtract({ days: 1 });
  while (!isWorkingDay(calendar, day, own.length > 0 ? own : undefined)) day = day.subtract({ days: 1 });
  return day;
}

function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) <= 0 ? a : b;
}

function later(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) >= 0 ? a : b;
}
