import Holidays from 'date-holidays';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { createHolidays, holidayRegions } from '../../src/programme/holidays.ts';
import { parsePlace, zoneOf } from '../../src/programme/place.ts';

/** The dates of a year on which nobody works. */
function year(number: number, isHoliday: (date: Temporal.PlainDate) => boolean): string[] {
  const dates: string[] = [];
  let date = Temporal.PlainDate.from({ year: number, month: 1, day: 1 });
  for (; date.year === number; date = date.add({ days: 1 })) {
    if (isHoliday(date)) dates.push(date.toString().slice(5));
  }
  return dates;
}

describe('public holidays', () => {
  // Source: Code du travail, article L3133-1.
  const france = [
    '01-01',
    '04-06',
    '05-01',
    '05-08',
    '05-14',
    '05-25',
    '07-14',
    '08-15',
    '11-01',
    '11-11',
    '12-25',
  ];

  test('France in 2026', () => {
    expect(year(2026, createHolidays('FR', null))).toEqual(france);
  });

  test('Moselle adds Good Friday and 26 December', () => {
    for (const region of ['57', '67', '68']) {
      expect(year(2026, createHolidays('FR', region))).toEqual([...france, '04-03', '12-26'].sort());
    }
  });

  // Source: loi vaudoise sur l'emploi, article 47, and the national day; Pentecost is a Sunday.
  test('Vaud in 2026', () => {
    const vaud = year(2026, createHolidays('CH', 'VD'));
    const weekdays = vaud.filter((day) => Temporal.PlainDate.from(`2026-${day}`).dayOfWeek < 6);
    expect(weekdays).toEqual(['01-01', '01-02', '04-03', '04-06', '05-14', '05-25', '09-21', '12-25']);
    expect(vaud).toContain('08-01');
    expect(vaud).not.toContain('12-26');
  });

  test('several years from one calendar', () => {
    const isHoliday = createHolidays('FR', null);
    expect(isHoliday(Temporal.PlainDate.from('2027-03-29'))).toBe(true);
    expect(isHoliday(Temporal.PlainDate.from('2026-03-29'))).toBe(false);
    expect(isHoliday(Temporal.PlainDate.from('2028-04-17'))).toBe(true);
  });
});

describe('places', () => {
  test('are a country, and a region where holidays differ', () => {
    expect(parsePlace('FR')).toEqual({ country: 'FR', region: null });
    expect(parsePlace('FR-57')).toEqual({ country: 'FR', region: '57' });
    expect(parsePlace('CH-VD')).toEqual({ country: 'CH', region: 'VD' });
    for (const wrong of ['CH', 'FR-71', 'CH-XX', 'BE', 'fr', 'FR-', '']) expect(parsePlace(wrong)).toBeNull();
  });

  test('have every region that has holidays of its own', () => {
    for (const country of ['FR', 'CH'] as const) {
      expect(holidayRegions(country)).toEqual(Object.keys(new Holidays().getStates(country) ?? {}));
    }
  });

  test('each have a zone that exists', () => {
    for (const region of [null, ...holidayRegions('FR')]) {
      const zone = zoneOf({ country: 'FR', region });
      expect(Temporal.Now.zonedDateTimeISO(zone).timeZoneId).toBe(zone);
    }
    expect(zoneOf({ country: 'FR', region: 'RE' })).toBe('Indian/Reunion');
    expect(zoneOf({ country: 'CH', region: 'GE' })).toBe('Europe/Zurich');
  });
});
