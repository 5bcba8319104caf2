import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { season } from '../../../src/domain/session.ts';
import { feedbackAt, periodOf } from '../../../src/instruments/cafe/periods.ts';
import { loadProgramme } from '../../../src/programme/load.ts';
import { realCalendar } from '../../domain/calendars.ts';

const calendar = realCalendar('FR');
const loaded = await loadProgramme('programme/exemple', { launch: '2026-12-01' });
const [cafe] = season(calendar, loaded.cafes, '2026-12-01');
if (!cafe) throw new Error('the example has Cafés');
const on = (days: number) => ({
  ...cafe,
  starts: Temporal.PlainDate.from('2026-12-01').add({ days }).toPlainDateTime('14:00'),
});
const turn = { calendar, programme: loaded };

it('a Café belongs to one period, later ones to the same or a later, and all leave a day to answer', () => {
  fc.assert(
    fc.property(fc.integer({ min: -30, max: 500 }), fc.integer({ min: 0, max: 60 }), (days, more) => {
      const [one, next] = [periodOf(turn, on(days)), periodOf(turn, on(days + more))];
      if (!one || !next) throw new Error('there is a wave');
      expect(next.number).toBeGreaterThanOrEqual(one.number);
      expect(next.number === one.number).toBe(next.closesAt.equals(one.closesAt));
      const asked = feedbackAt(calendar, on(days));
      expect(asked.until(one.closesAt).total('hours')).toBeGreaterThanOrEqual(24);
    }),
  );
});

it('periods close an hour before the lead sees J+15, J+30 and J+90, then every sixty days', () => {
  const closings = [0, 20, 40, 95, 160].map((days) => {
    const period = periodOf(turn, on(days));
    return `${period?.number} ${period?.closesAt.toZonedDateTimeISO(calendar.zone).toPlainDateTime()}`;
  });
  expect(closings).toEqual([
    '1 2026-12-15T08:00:00',
    '2 2026-12-30T08:00:00',
    '3 2027-02-26T08:00:00',
    '4 2027-04-27T08:00:00',
    '5 2027-06-28T08:00:00',
  ]);
});

it('without a wave there is none', () => {
  expect(periodOf({ calendar, programme: { ...loaded, waves: [] } }, cafe)).toBe(null);
});
