import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { atLocal, isWorkingDay, localDate, localMinute } from '../../src/domain/calendar.ts';
import { DIGEST_TIME, MILESTONE_BLOCKS, MILESTONES, previewOn } from '../../src/domain/milestone.ts';
import {
  blockOfWeek,
  isOfWave,
  nextLaunch,
  overlap,
  overOn,
  type WaveDefinition,
  WEEKS_PER_BLOCK,
  waveOf,
  weekClosesAt,
  weeklyCardOn,
  weekOn,
} from '../../src/domain/wave.ts';
import { day, everyLaunch, PLACES, realCalendar } from './calendars.ts';

const WEEKS = Array.from({ length: 14 }, (_, at) => at + 1);

test('blocks are two weeks each, from J0', () => {
  expect(WEEKS.map(blockOfWeek)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]);
});

describe.each(['FR', 'CH-VD'] as const)('every launch date of 2026 to 2030 in %s', (place) => {
  const here = realCalendar(place);

  test('a card is sent on a working day of its week, before the week closes', () => {
    for (const launch of everyLaunch()) {
      for (const week of WEEKS) {
        const card = weeklyCardOn(here, launch, week);
        if (!card) continue;
        const offset = launch.add({ days: 7 * (week - 1) }).until(card).days;
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThan(7);
        expect(isWorkingDay(here, card)).toBe(true);
        expect(
          Temporal.PlainDate.compare(card, localDate(here, weekClosesAt(here, launch, week))),
        ).toBeLessThan(0);
      }
    }
  });

  test('at most two weeks of fourteen have no card, and never both of a block', () => {
    for (const launch of everyLaunch()) {
      const missing = WEEKS.filter((week) => weeklyCardOn(here, launch, week) === null);
      expect(missing.length).toBeLessThanOrEqual(2);
      expect(new Set(missing.map(blockOfWeek)).size).toBe(missing.length);
    }
  });

  test('weeks close in order, after they began and no later than midnight after their seventh day', () => {
    for (const launch of everyLaunch()) {
      let before = atLocal(here, launch, '00:00');
      for (const week of WEEKS) {
        const closing = weekClosesAt(here, launch, week);
        const start = atLocal(here, launch.add({ days: 7 * (week - 1) }), '00:00');
        const end = atLocal(here, launch.add({ days: 7 * week }), '00:00');
        expect(Temporal.Instant.compare(before, closing)).toBeLessThan(0);
        expect(Temporal.Instant.compare(start, closing)).toBeLessThan(0);
        expect(Temporal.Instant.compare(closing, end)).toBeLessThanOrEqual(0);
        before = closing;
      }
    }
  });

  test('the blocks a review reads are closed before its preview', () => {
    for (const launch of everyLaunch()) {
      for (const milestone of MILESTONES) {
        const preview = atLocal(here, previewOn(here, launch, milestone), DIGEST_TIME);
        const closing = weekClosesAt(here, launch, MILESTONE_BLOCKS[milestone] * WEEKS_PER_BLOCK);
        expect(Temporal.Instant.compare(closing, preview)).toBeLessThan(0);
      }
    }
  });
});

test('an organisation of any working days never sends a card into a closed week', () => {
  const days = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
  const launch = fc.integer({ min: 0, max: 1825 }).map((add) => day('2026-01-01').add({ days: add }));
  fc.assert(
    fc.property(
      days,
      launch,
      fc.constantFrom(...WEEKS),
      fc.constantFrom(...PLACES),
      (worked, from, week, place) => {
        const here = realCalendar(place, worked);
        const closing = weekClosesAt(here, from, week);
        const card = weeklyCardOn(here, from, week);
        if (card) expect(Temporal.PlainDate.compare(card, localDate(here, closing))).toBeLessThan(0);
        const next = weekClosesAt(here, from, week + 1);
        expect(Temporal.Instant.compare(closing, next)).toBeLessThanOrEqual(0);
      },
    ),
  );
});

describe('known weeks', () => {
  test.each([
    ['FR', '2026-12-01', 1, '2026-12-03', '2026-12-08T00:00'],
    ['FR', '2026-12-01', 4, '2026-12-24', '2026-12-29T00:00'],
    ['FR', '2026-12-01', 5, '2026-12-31', '2027-01-05T00:00'],
    ['FR', '2026-12-05', 2, '2026-12-14', '2026-12-18T08:00'],
    ['CH-VD', '2026-03-23', 2, '2026-04-01', '2026-04-02T08:00'],
    ['CH-VD', '2026-09-07', 3, '2026-09-23', '2026-09-28T00:00'],
    ['FR', '2026-10-20', 1, '2026-10-22', '2026-10-27T00:00'],
  ] as const)(
    'in %s, launched on %s, week %i: card on %s, closes at %s',
    (place, launch, week, card, closes) => {
      const here = realCalendar(place);
      expect(weeklyCardOn(here, day(launch), week)?.toString()).toBe(card);
      expect(localMinute(here, weekClosesAt(here, day(launch), week))).toBe(closes);
    },
  );

  test('a week whose Friday to Monday are all off has no card', () => {
    expect(weeklyCardOn(realCalendar('CH-VD'), day('2026-04-01'), 1)).toBeNull();
  });
});

const SERVICES = ['A', 'B', 'C'];

const resources = { licences: 0, licenceMonthly: 0, currency: 'EUR' as const, trainingHours: 0 };
const someWave: fc.Arbitrary<WaveDefinition> = fc
  .record({
    start: fc.integer({ min: 0, max: 200 }),
    departments: fc.subarray(SERVICES),
    weeks: fc.integer({ min: 1, max: 20 }),
    ended: fc.option(fc.integer({ min: 0, max: 300 })),
  })
  .map(({ start, departments, weeks, ended }) => ({
    id: '',
    name: '',
    launchDate: day('2026-12-01').add({ days: start }).toString(),
    departments,
    weeks,
    resources,
    course: {
      pauses: [],
      endedOn: ended === null ? null : day('2026-12-01').add({ days: ended }).toString(),
    },
  }));
const someWaves = fc
  .array(someWave, { minLength: 1, maxLength: 5 })
  .map((waves) => waves.map((wave, index) => ({ ...wave, id: `v${index}` })));

test('a service is in one running wave at most, the first launched of those open to it', () => {
  fc.assert(
    fc.property(
      someWaves,
      fc.constantFrom(...SERVICES),
      fc.integer({ min: 0, max: 400 }),
      (waves, service, add) => {
        const on = day('2026-11-01').add({ days: add });
        const open = waves.filter(
          (wave) =>
            weekOn(wave, on) !== null &&
            (wave.departments.length === 0 || wave.departments.includes(service)),
        );
        const own = waves.filter((wave) => weekOn(wave, on) !== null && isOfWave(waves, wave, service, on));
        expect(own).toHaveLength(open.length > 0 ? 1 : 0);
        if (own[0]) expect(own[0].id).toBe(waveOf(waves, service, on)?.id);
        for (const other of open) expect(own[0] && own[0].launchDate <= other.launchDate).toBe(true);
      },
    ),
  );
});

test('a wave that has not begun has the services it will have at J0', () => {
  fc.assert(
    fc.property(
      someWaves,
      fc.constantFrom(...SERVICES),
      fc.integer({ min: 0, max: 90 }),
      (waves, service, days) => {
        for (const wave of waves) {
          const launch = day(wave.launchDate);
          if (weekOn(wave, launch) === null) continue;
          const before = isOfWave(waves, wave, service, launch.subtract({ days }));
          expect(before).toBe(isOfWave(waves, wave, service, launch));
        }
      },
    ),
  );
});

test('a wave that is over still has the services of its last day', () => {
  fc.assert(
    fc.property(
      someWaves,
      fc.constantFrom(...SERVICES),
      fc.integer({ min: 0, max: 400 }),
      (waves, service, add) => {
        for (const wave of waves) {
          const last = overOn(wave).subtract({ days: 1 });
          const later = last.add({ days: add });
          expect(isOfWave(waves, wave, service, later)).toBe(isOfWave(waves, wave, service, last));
        }
      },
    ),
  );
});

test('weeks are counted from J0 to the end, and two waves overlap when they share a day', () => {
  fc.assert(
    fc.property(someWave, someWave, (a, b) => {
      const days = (wave: WaveDefinition) =>
        Array.from({ length: 450 }, (_, add) => day('2026-11-01').add({ days: add })).filter(
          (date) => weekOn(wave, date) !== null,
        );
      const own = new Set(days(a).map(String));
      expect(days(b).some((date) => own.has(String(date)))).toBe(overlap(a, b));
      const [first] = days(a);
      if (first) expect([first.toString(), weekOn(a, first)]).toEqual([a.launchDate, 1]);
    }),
    { numRuns: 30 },
  );
});

test.each(PLACES)(
  'in %s the next launch is three weeks ahead at least, on the same weekday, never a holiday',
  (place) => {
    const here = realCalendar(place);
    for (const before of ['2026-12-01', '2026-12-03', '2026-12-05'])
      for (let add = 0; add < 366; add++) {
        const today = day('2026-01-01').add({ days: add });
        const next = nextLaunch(here, today, day(before));
        expect(today.until(next).days).toBeGreaterThanOrEqual(21);
        expect(today.until(next).days).toBeLessThan(21 + 7 * 3);
        expect(isWorkingDay(here, next)).toBe(true);
        if (isWorkingDay({ ...here, isHoliday: () => false }, day(before)))
          expect(next.dayOfWeek).toBe(day(before).dayOfWeek);
      }
  },
);
