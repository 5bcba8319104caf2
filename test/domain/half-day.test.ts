import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { halfDayOf, nextDisturbable } from '../../src/domain/calendar.ts';
import { momentFor, OPENING_STEPS, stepOf } from '../../src/engine/moment.ts';
import type { Person } from '../../src/store/person.ts';
import { PLACES, realCalendar } from './calendars.ts';

const calendar = fc.constantFrom(...PLACES.map((place) => realCalendar(place)));
const zone = fc.constantFrom('Europe/Paris', 'Indian/Reunion', 'America/Cayenne', 'Pacific/Noumea');
const days = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
const changes = ['2026-03-29', '2026-10-25', '2027-03-28'].map((text) => Date.parse(text));
const instant = fc
  .oneof(
    fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-12-31') }),
    fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -86_400_000, max: 2 * 86_400_000 }))
      .map(([a, b]) => a + b),
  )
  .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds));

function somebody(id: string, zone: string | null, days: number[] | null): Person {
  return {
    ...{ id, name: id, email: null, department: 'Finances', roles: ['agent'], channel: null, locale: 'fr' },
    ...{ aadId: null, slackId: null, zone, days, joinedOn: '2026-01-01', leftOn: null, pausedUntil: null },
    rhythm: 1,
  };
}

const person = fc
  .tuple(fc.string({ minLength: 1 }), zone, days)
  .map(([id, where, on]) => somebody(id, where, on));

describe('the moment at which a message may reach somebody', () => {
  test('lies in their hours, not before it was asked for, and at most half an hour into the first day they have', () => {
    fc.assert(
      fc.property(calendar, person, instant, fc.boolean(), (place, who, from, solicited) => {
        const availability = { zone: who.zone ?? '', days: who.days ?? [] };
        const found = momentFor({ calendar: place }, who, from, { solicited });
        const opening = nextDisturbable(place, availability, from);
        expect(nextDisturbable(place, availability, found).equals(found)).toBe(true);
        const minutes = opening.until(found).total('minutes');
        expect(minutes).toBeGreaterThanOrEqual(0);
        expect(minutes).toBeLessThan(30);
        if (solicited || opening.equals(from)) expect(found.equals(opening)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps the order of what waits: two messages that wait for one opening come at one moment', () => {
    fc.assert(
      fc.property(
        calendar,
        person,
        instant,
        fc.integer({ min: 0, max: 600 }),
        (place, who, from, minutes) => {
          const turn = { calendar: place };
          const first = momentFor(turn, who, from, { solicited: false });
          const second = momentFor(turn, who, from.add({ minutes }), { solicited: false });
          // One that is in hours leaves at once, whatever waited before them.
          if (!second.equals(from.add({ minutes }))) {
            expect(Temporal.Instant.compare(first, second)).toBeLessThanOrEqual(0);
          }
        },
      ),
    );
  });

  test('stays inside hours shorter than the spread', () => {
    const place = { ...realCalendar('FR'), hours: { start: '08:30', end: '08:40', days: [1, 2, 3, 4, 5] } };
    for (let index = 0; index < 50; index++) {
      const found = momentFor(
        { calendar: place },
        somebody(`a${index}`, null, null),
        Temporal.Instant.from('2026-12-05T09:00:00Z'),
        { solicited: false },
      );
      expect(['2026-12-07T07:30:00Z', '2026-12-07T07:35:00Z']).toContain(found.toString());
    }
  });

  test('is shared out among people: no step has more than twice its part', () => {
    const counts = new Map<number, number>();
    for (let index = 0; index < 600; index++) {
      const step = stepOf({ id: `a${String(index).padStart(3, '0')}` });
      counts.set(step, (counts.get(step) ?? 0) + 1);
    }
    expect(counts.size).toBe(OPENING_STEPS);
    expect(Math.max(...counts.values())).toBeLessThan((2 * 600) / OPENING_STEPS);
  });
});

describe('a half-day', () => {
  test('ends after each of its instants in hours, and the next one is another', () => {
    fc.assert(
      fc.property(calendar, zone, days, instant, (place, where, on, from) => {
        const who = { zone: where, days: on };
        const at = nextDisturbable(place, who, from);
        const { date, half, over } = halfDayOf(place, who, at);
        expect(Temporal.Instant.compare(over, at)).toBeGreaterThan(0);
        expect(date.equals(at.toZonedDateTimeISO(where).toPlainDate())).toBe(true);
        const next = halfDayOf(place, who, nextDisturbable(place, who, over));
        expect(`${next.date}/${next.half}`).not.toBe(`${date}/${half}`);
        expect(at.until(over).total('hours')).toBeLessThanOrEqual(4.5);
      }),
      { numRuns: 300 },
    );
  });
});
