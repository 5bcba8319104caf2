import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import { Temporal } from 'temporal-polyfill';

export type Country = 'FR' | 'CH';

/** Regions with public holidays of their own: all that date-holidays knows, which need not be loaded for it. */
const REGIONS: Record<Country, string> = {
  FR: '57 67 68 YT MQ GP GF RE MF BL',
  CH: 'ZH BE LU UR SZ OW NW GL ZG FR SO BS BL SH AR AI SG GR AG TG TI VD VS NE GE JU',
};

/** The regions of a country, by code: `57` and `GP` in France, `VD` in Switzerland. */
export function holidayRegions(country: Country): string[] {
  return REGIONS[country].split(' ');
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
  let source: Holidays | null = null;
  const years = new Map<number, Set<string>>();
  return (date) => {
    let holidays = years.get(date.year);
    if (!holidays) {
      source ??= sourceOf(country, region);
      holidays = new Set(publicOf(source, date.year).map((holiday) => holiday.date.slice(0, 10)));
      years.set(date.year, holidays);
    }
    return holidays.has(date.toString());
  };
}

/** The public holidays between two dates, both included, in order, with their French names. */
export function publicHolidays(
  country: Country,
  region: string | null,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): { date: Temporal.PlainDate; name: string }[] {
  const source = sourceOf(country, region);
  const years = Array.from({ length: to.year - from.year + 1 }, (_, index) => from.year + index);
  return years
    .flatMap((year) => publicOf(source, year))
    .map(({ date, name }) => ({ date: Temporal.PlainDate.from(date.slice(0, 10)), name }))
    .filter(
      ({ date }) => Temporal.PlainDate.compare(date, from) >= 0 && Temporal.PlainDate.compare(date, to) <= 0,
    );
}

const require = createRequire(import.meta.url);

/** Loaded with the first date somebody asks about, not before: the world's holidays are not needed to be ready. */
function sourceOf(country: Country, region: string | null): Holidays {
  const Holidays: typeof import('date-holidays').default = require('date-holidays');
  return region ? new Holidays(country, region) : new Holidays(country);
}

function publicOf(source: Holidays, year: number) {
  return source.getHolidays(year, 'fr').filter(({ type }) => type === 'public');
}
