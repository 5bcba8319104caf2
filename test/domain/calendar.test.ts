import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  atLocal,
  isWorkingDay,
  localDate,
  localMinute,
  nextDisturbable,
  onOrAfterWorkingDay,
  workingDayAfter,
  workingDayBefore,
} from '../../src/domain/calendar.ts';
import { day, PLACES, realCalendar } from './calendars.ts';

const CALENDARS = PLACES.map((place) => realCalendar(place));
const calendar = fc.constantFrom(...CALENDARS);
const date = fc.integer({ min: 0, max: 1825 }).map((days) => day('2026-01-01').add({ days }));
const minuteOfDay = (text: string) => {
  const time = Temporal.PlainTime.from(text);
  return time.hour * 60 + time.minute;
};

describe('working days', () => {
  test('on or after, strictly after and strictly before are worked, and none nearer is', () => {
    fc.assert(
      fc.property(calendar, date, (place, from) => {
        const next = onOrAfterWorkingDay(place, from);
        const after = workingDayAfter(place, from);
        const before = workingDayBefore(place, from);
        for (const found of [next, after, before]) expect(isWorkingDay(place, found)).toBe(true);
        expect(from.until(next).days).toBeGreaterThanOrEqual(0);
        expect(from.until(after).days).toBeGreaterThan(0);
        expect(from.until(before).days).toBeLessThan(0);
        for (let at = from; !at.equals(next); at = at.add({ days: 1 }))
          expect(isWorkingDay(place, at)).toBe(false);
        for (let at = before.add({ days: 1 }); !at.equals(from); at = at.add({ days: 1 })) {
          expect(isWorkingDay(place, at)).toBe(false);
        }
        expect(workingDayBefore(place, after).until(after).days).toBeGreaterThan(0);
      }),
    );
  });

  test.each([
    ['FR', '2026-05-01', 'la fête du travail'],
    ['FR', '2026-07-14', 'la fête nationale'],
    ['FR-57', '2026-12-26', 'la Saint-Étienne en Moselle'],
    ['CH-VD', '2026-09-21', 'le Lundi du Jeûne'],
    ['CH-VD', '2027-01-02', 'le 2 janvier'],
  ] as const)('in %s nobody works on %s, %s', (place, text, _name) => {
    expect(isWorkingDay(realCalendar(place), day(text))).toBe(false);
  });

  test.each([
    ['FR', '2026-09-21'],
    ['FR', '2026-12-28'],
    ['CH-VD', '2026-05-01'],
    ['CH-VD', '2026-07-14'],
  ] as const)('in %s people do on %s', (place, text) => {
    expect(isWorkingDay(realCalendar(place), day(text))).toBe(true);
  });

  test('a calendar in which nobody works is refused, not walked for ever', () => {
    expect(() => onOrAfterWorkingDay(realCalendar('FR', []), day('2026-01-05'))).toThrow(RangeError);
  });
});

describe.each(['FR', 'CH-VD'] as const)('the week-ends when clocks change in %s', (place) => {
  const here = realCalendar(place);

  test.each([
    ['2026-03-29', '01:59', '2026-03-29T00:59:00Z'],
    ['2026-03-29', '02:30', '2026-03-29T01:30:00Z'],
    ['2026-03-29', '03:00', '2026-03-29T01:00:00Z'],
    ['2026-10-25', '01:59', '2026-10-24T23:59:00Z'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
    ['2026-10-25', '03:00', '2026-10-25T02:00:00Z'],
    ['2026-03-29', '00:00', '2026-03-28T23:00:00Z'],
    ['2026-03-30', '00:00', '2026-03-29T22:00:00Z'],
    ['2026-10-26', '00:00', '2026-10-25T23:00:00Z'],
  ])('%s at %s is %s', (text, time, expected) => {
    expect(atLocal(here, day(text), time).toString()).toBe(expected);
  });

  test('a time skipped in spring is read an hour later', () => {
    expect(localMinute(here, atLocal(here, day('2026-03-29'), '02:30'))).toBe('2026-03-29T03:30');
  });

  test('any other time comes back as it was written', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(date, minute, (on, at) => {
        const time = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
        const instant = atLocal(here, on, time);
        expect(localDate(here, instant).equals(on)).toBe(true);
        const skipped = on.month === 3 && on.dayOfWeek === 7 && on.day > 24 && at >= 120 && at < 180;
        if (!skipped) expect(localMinute(here, instant)).toBe(`${on}T${time}`);
      }),
    );
  });
});

describe('the next moment somebody may be disturbed', () => {
  const zones = [
    'Europe/Paris',
    'Europe/Zurich',
    'Indian/Reunion',
    'America/Cayenne',
    'Pacific/Noumea',
    'UTC',
  ];
  const person = fc.record({
    zone: fc.constantFrom(...zones),
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  });
  const changes = ['2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31'].map((text) => Date.parse(text));
  const instant = fc
    .oneof(
      fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2030-12-31') }),
      fc
        .tuple(fc.constantFrom(...changes), fc.integer({ min: -86_400_000, max: 2 * 86_400_000 }))
        .map(([a, b]) => a + b),
    )
    .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds));
  const hours = fc.constantFrom(['08:30', '17:30'], ['00:00', '23:59'], ['07:00', '07:01']);

  test('lies in their hours, on their days, on no holiday, and not before', () => {
    fc.assert(
      fc.property(calendar, hours, person, instant, (place, [start = '', end = ''], who, from) => {
        const here = { ...place, hours: { ...place.hours, start, end } };
        const found = nextDisturbable(here, who, from);
        expect(Temporal.Instant.compare(found, from)).toBeGreaterThanOrEqual(0);
        const local = found.toZonedDateTimeISO(who.zone);
        expect(who.days).toContain(local.dayOfWeek);
        expect(here.isHoliday(local.toPlainDate())).toBe(false);
        const minute = local.hour * 60 + local.minute;
        expect(minute).toBeGreaterThanOrEqual(minuteOfDay(start));
        expect(minute).toBeLessThan(minuteOfDay(end));
      }),
      { numRuns: 500 },
    );
  });

  test('is now when now will do, and otherwise an opening', () => {
    fc.assert(
      fc.property(calendar, person, instant, (place, who, from) => {
        const found = nextDisturbable(place, who, from);
        expect(nextDisturbable(place, who, found).equals(found)).toBe(true);
        if (!found.equals(from))
          expect(found.toZonedDateTimeISO(who.zone).toPlainTime().toString()).toBe('08:30:00');
      }),
    );
  });

  test('never comes before one asked for earlier', () => {
    fc.assert(
      fc.property(calendar, person, instant, instant, (place, who, one, other) => {
        const [first, second] = Temporal.Instant.compare(one, other) <= 0 ? [one, other] : [other, one];
        const order = Temporal.Instant.compare(
          nextDisturbable(place, who, first),
          nextDisturbable(place, who, second),
        );
        expect(order).toBeLessThanOrEqual(0);
      }),
    );
  });

  test.each([
    ['2026-12-24T16:29:00Z', '2026-12-24T16:29:00Z', 'just before closing on Christmas Eve'],
    ['2026-12-24T16:30:00Z', '2026-12-28T07:30:00Z', 'at closing: after Christmas and the week-end'],
    ['2026-03-27T17:00:00Z', '2026-03-30T06:30:00Z', 'over the spring week-end'],
    ['2026-10-23T16:00:00Z', '2026-10-26T07:30:00Z', 'over the autumn week-end'],
  ])('from %s is %s, %s', (from, expected) => {
    const who = { zone: 'Europe/Paris', days: [1, 2, 3, 4, 5] };
    expect(nextDisturbable(realCalendar('FR'), who, Temporal.Instant.from(from)).toString()).toBe(expected);
  });

  test('keeps to hours that lie in the night when clocks change', () => {
    const night = { ...realCalendar('FR'), hours: { start: '02:30', end: '05:00', days: [7] } };
    const who = { zone: 'Europe/Paris', days: [7] };
    const second = Temporal.Instant.from('2026-10-25T01:15:00Z');
    expect(nextDisturbable(night, who, second).equals(second)).toBe(true);
  });
});
