import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { unusual } from '../../src/domain/session.ts';
import { realCalendar } from './calendars.ts';

const calendar = realCalendar('FR');
const at = (starts: string, minutes = 60) => ({ starts: Temporal.PlainDateTime.from(starts), minutes });

it.each([
  ['2026-12-10T14:00', 60, null],
  ['2026-12-10T08:30', 60, null],
  ['2026-12-10T08:29', 60, 'hours'],
  ['2026-12-10T16:30', 60, null],
  ['2026-12-10T16:31', 60, 'hours'],
  ['2026-12-10T23:30', 60, 'hours'],
  ['2026-12-12T14:00', 60, 'day'],
  ['2026-12-25T14:00', 60, 'day'],
] as const)('%s for %i minutes: %s', (starts, minutes, what) => {
  expect(unusual(calendar, at(starts, minutes))).toBe(what);
});

it('is read in the days and the zone of whoever comes', () => {
  const zone = calendar.zone;
  expect(unusual(calendar, at('2026-12-10T14:00'), { zone, days: [1, 2, 3, 5] })).toBe('day');
  // Two in the afternoon in Paris is five in Réunion: it ends at six.
  expect(unusual(calendar, at('2026-12-10T14:00'), { zone: 'Indian/Reunion', days: [4] })).toBe('hours');
  expect(unusual(calendar, at('2026-12-10T10:00'), { zone: 'Indian/Reunion', days: [4] })).toBe(null);
});
