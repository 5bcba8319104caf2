import { describe, expect, test } from 'vitest';
import { isWorkingDay } from '../../src/domain/calendar.ts';
import { dueOn, MILESTONE_DAYS, MILESTONES, previewOn } from '../../src/domain/milestone.ts';
import { day, everyLaunch, PLACES, realCalendar } from './calendars.ts';

describe('a review is due', () => {
  test.each([
    ['FR', '2026-12-01', 'J15', '2026-12-16'],
    ['FR', '2026-12-01', 'J30', '2026-12-31'],
    ['FR', '2026-12-01', 'J90', '2027-03-01'],
    ['FR', '2026-12-10', 'J15', '2026-12-28'],
    ['FR-57', '2026-12-11', 'J15', '2026-12-28'],
    ['FR', '2026-04-16', 'J15', '2026-05-04'],
    ['CH-VD', '2026-04-16', 'J15', '2026-05-01'],
    ['FR', '2026-03-07', 'J30', '2026-04-07'],
    ['FR', '2026-03-19', 'J15', '2026-04-03'],
    ['CH-VD', '2026-03-19', 'J15', '2026-04-07'],
    ['FR', '2026-09-06', 'J15', '2026-09-21'],
    ['CH-VD', '2026-09-06', 'J15', '2026-09-22'],
    ['CH-VD', '2026-12-02', 'J30', '2027-01-04'],
    ['FR', '2026-12-02', 'J30', '2027-01-04'],
  ] as const)('in %s, launched on %s, %s on %s', (place, launch, milestone, expected) => {
    expect(dueOn(realCalendar(place), day(launch), milestone).toString()).toBe(expected);
  });

  test.each(PLACES)('in %s on a working day, as early as it can, whatever the launch date', (place) => {
    const here = realCalendar(place);
    for (const launch of everyLaunch()) {
      for (const milestone of MILESTONES) {
        const due = dueOn(here, launch, milestone);
        const nominal = launch.add({ days: MILESTONE_DAYS[milestone] });
        expect(isWorkingDay(here, due)).toBe(true);
        for (let at = nominal; !at.equals(due); at = at.add({ days: 1 }))
          expect(isWorkingDay(here, at)).toBe(false);
      }
    }
  });
});

describe('the lead sees it', () => {
  test.each([
    ['FR', '2026-12-01', 'J15', '2026-12-15'],
    ['FR', '2026-12-10', 'J15', '2026-12-24'],
    ['FR', '2026-12-01', 'J90', '2027-02-26'],
    ['CH-VD', '2026-03-19', 'J15', '2026-04-02'],
    ['CH-VD', '2026-09-06', 'J15', '2026-09-18'],
  ] as const)('in %s, launched on %s, %s on %s', (place, launch, milestone, expected) => {
    expect(previewOn(realCalendar(place), day(launch), milestone).toString()).toBe(expected);
  });

  test.each(PLACES)('in %s on the last working day strictly before it is due', (place) => {
    const here = realCalendar(place);
    for (const launch of everyLaunch()) {
      for (const milestone of MILESTONES) {
        const due = dueOn(here, launch, milestone);
        const preview = previewOn(here, launch, milestone);
        expect(isWorkingDay(here, preview)).toBe(true);
        expect(preview.until(due).days).toBeGreaterThan(0);
        for (let at = preview.add({ days: 1 }); !at.equals(due); at = at.add({ days: 1 })) {
          expect(isWorkingDay(here, at)).toBe(false);
        }
      }
    }
  });
});
