import type { Calendar } from '../domain/calendar.ts';
import type { Programme } from '../domain/programme.ts';
import { createHolidays } from './holidays.ts';

/** When the organisation of a programme works. */
export function programmeCalendar(programme: Programme): Calendar {
  const { zone, country, region } = programme.organisation;
  return { zone, hours: programme.hours, isHoliday: createHolidays(country, region) };
}
