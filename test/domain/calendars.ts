import Holidays from 'date-holidays';
import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../src/domain/calendar.ts';

/** Real public holidays of 2025 to 2032, with the hours of an ordinary town hall. */
export function realCalendar(place: 'FR' | 'FR-57' | 'CH-VD', days = [1, 2, 3, 4, 5]): Calendar {
  const [country = '', region] = place.split('-');
  const holidays = region ? new Holidays(country, region) : new Holidays(country);
  const dates = new Set<string>();
  for (let year = 2025; year <= 2032; year++) {
    for (const { date, type } of holidays.getHolidays(year))
      if (type === 'public') dates.add(date.slice(0, 10));
  }
  return {
    zone: country === 'FR' ? 'Europe/Paris' : 'Europe/Zurich',
    hours: { start: '08:30', end: '17:30', days },
    isHoliday: (date) => dates.has(date.toString()),
  };
}

export const PLACES = ['FR', 'FR-57', 'CH-VD'] as const;

export function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

/** Every date from 2026 to 2030. */
export function* everyLaunch(): Generator<Temporal.PlainDate> {
  for (let date = day('2026-01-01'); date.year <= 2030; date = date.add({ days: 1 })) yield date;
}
