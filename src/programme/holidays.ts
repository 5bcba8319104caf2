import Holidays from 'date-holidays';
import type { Temporal } from 'temporal-polyfill';

export type Country = 'FR' | 'CH';

/** Regions with public holidays of their own, by code: `57` and `GP` in France, `VD` in Switzerland. */
export function holidayRegions(country: Country): string[] {
  return Object.keys(new Holidays().getStates(country) ?? {});
}

/**
 * Whether a date is a public holiday there. Observances (Mother's Day, Easter Sunday...) are not.
 * In Moselle and Alsace, Good Friday and 26 December count for everybody, though the law keeps the former to
 * communes with a Protestant church: a card sent a day later harms nobody.
 */
export function createHolidays(
  country: Country,
  region: string | null,
): (date: Temporal.PlainDate) => boolean {
  const source = region ? new Holidays(country, region) : new Holidays(country);
  const years = new Map<number, Set<string>>();
  return (date) => {
    let holidays = years.get(date.year);
    if (!holidays) {
      const all = source.getHolidays(date.year).filter(({ type }) => type === 'public');
      holidays = new Set(all.map((holiday) => holiday.date.slice(0, 10)));
      years.set(date.year, holidays);
    }
    return holidays.has(date.toString());
  };
}
