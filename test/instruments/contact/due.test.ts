import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isWorkingDay } from '../../../src/domain/calendar.ts';
import type { SurveyDefinition } from '../../../src/domain/survey.ts';
import type { WaveDefinition } from '../../../src/domain/wave.ts';
import { contactOn } from '../../../src/instruments/contact/due.ts';
import { highest, others } from '../../../src/instruments/contact/roles.ts';
import { realCalendar } from '../../domain/calendars.ts';

const france = realCalendar('FR');
const LONG_AGO = '2020-01-01';

function wave(launchDate: string): WaveDefinition {
  const resources = { licences: 0, licenceMonthly: 0, currency: 'EUR' as const, trainingHours: 0 };
  return { id: 'w', name: 'W', launchDate, departments: [], weeks: 14, resources };
}

function opening(...opens: number[]): SurveyDefinition[] {
  const head = { title: 'S', introduction: '', source: '', caveat: null, score: null };
  const rounds = opens.map((day) => ({ opens: day, closes: day + 7 }));
  return [{ ...head, id: 's', purpose: 'other', questions: [], rounds }];
}

const on = (
  launch: string,
  role: 'agent' | 'lead',
  { joinedOn = LONG_AGO, days = null as number[] | null, surveys = opening(-14, 20) } = {},
) => contactOn(france, surveys, wave(launch), { joinedOn, days }, role).toString();

describe('the day of the first contact', () => {
  it('is the last working day before the first survey, and three weeks ahead for a role', () => {
    expect(on('2026-12-01', 'agent')).toBe('2026-11-16');
    expect(on('2026-12-01', 'lead')).toBe('2026-11-10');
    // J-14 is a Monday: the Friday before. J-21 is 11 November, a public holiday.
    expect(on('2026-11-30', 'agent')).toBe('2026-11-13');
    expect(on('2026-12-02', 'lead')).toBe('2026-11-12');
  });

  it('is a day on which a part-time agent works', () => {
    expect(on('2026-12-01', 'agent', { days: [4, 5] })).toBe('2026-11-13');
    // Days that the organisation never works are nobody's.
    expect(on('2026-12-01', 'agent', { days: [6] })).toBe('2026-11-16');
  });

  it('is before the week of J0, which is full, when no survey comes first', () => {
    expect(on('2026-12-01', 'agent', { surveys: [] })).toBe('2026-11-27');
    expect(on('2026-12-01', 'agent', { surveys: opening(20) })).toBe('2026-11-27');
  });

  it('is the day somebody comes before J0, and the next working day after it', () => {
    expect(on('2026-12-01', 'agent', { joinedOn: '2026-11-20' })).toBe('2026-11-20');
    expect(on('2026-12-01', 'agent', { joinedOn: '2026-12-01' })).toBe('2026-12-02');
    expect(on('2026-12-01', 'lead', { joinedOn: '2026-12-24' })).toBe('2026-12-28');
  });

  it('is worked, before anything else of the wave, and never later for a role', () => {
    const dates = fc
      .integer({ min: 0, max: 700 })
      .map((days) => Temporal.PlainDate.from('2026-01-01').add({ days }));
    fc.assert(
      fc.property(dates, fc.integer({ min: -30, max: -1 }), (launch, opens) => {
        const surveys = opening(opens);
        const agent = on(launch.toString(), 'agent', { surveys });
        expect(isWorkingDay(france, Temporal.PlainDate.from(agent))).toBe(true);
        expect(agent < launch.subtract({ days: launch.dayOfWeek - 1 }).toString()).toBe(true);
        expect(on(launch.toString(), 'lead', { surveys }) <= agent).toBe(true);
      }),
    );
  });
});

it('the highest role is the one met, and the others are told of', () => {
  expect(highest(['agent', 'champion', 'leadership', 'lead'])).toBe('lead');
  expect(highest(['agent', 'champion'])).toBe('champion');
  expect(highest([])).toBeNull();
  expect(others(['agent', 'lead', 'champion'], 'lead')).toEqual(['champion']);
  expect(others(['agent'], 'agent')).toEqual([]);
});
