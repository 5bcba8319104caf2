import { Temporal } from 'temporal-polyfill';
import { atLocal, type Calendar, localDate, onOrAfterWorkingDay } from './calendar.ts';
import { DIGEST_TIME, MILESTONE_BLOCKS, MILESTONES, previewOn } from './milestone.ts';

/** A group of services that starts together. `departments` empty: all of them. */
export type WaveDefinition = {
  id: string;
  name: string;
  /** J0, local date `YYYY-MM-DD`. */
  launchDate: string;
  departments: string[];
  /** How many weeks of check-ins; 14 unless told, so that J+90 has its six blocks and a margin. */
  weeks: number;
  resources: { licences: number; licenceMonthly: number; currency: 'EUR' | 'CHF'; trainingHours: number };
};

export const WEEKS_PER_BLOCK = 2;

/** Weeks are counted from 1; a block holds two of them, from J0: one partition of time for everything. */
export function blockOfWeek(week: number): number {
  return Math.ceil(week / WEEKS_PER_BLOCK);
}

/** Days between the start of a week and its card: late enough to speak of the week, early enough to answer. */
const CARD_OFFSET = 2;
/** Past this day of the week too little time is left to answer: the week is skipped. */
const LAST_CARD_OFFSET = 5;

/** The date of a week's card, on a working day of that week and before its closing; null when none is early enough. */
export function weeklyCardOn(
  calendar: Calendar,
  launch: Temporal.PlainDate,
  week: number,
): Temporal.PlainDate | null {
  const start = launch.add({ days: 7 * (week - 1) });
  const date = onOrAfterWorkingDay(calendar, start.add({ days: CARD_OFFSET }));
  const closing = localDate(calendar, weekClosesAt(calendar, launch, week));
  const inTime = start.until(date).days <= LAST_CARD_OFFSET && Temporal.PlainDate.compare(date, closing) < 0;
  return inTime ? date : null;
}

/**
 * When a week's answers close: midnight after its seventh day, or one hour before the preview of the first
 * review that reads its block, whichever is first (a preview can fall early, before a week-end or a holiday).
 */
export function weekClosesAt(calendar: Calendar, launch: Temporal.PlainDate, week: number): Temporal.Instant {
  const natural = atLocal(calendar, launch.add({ days: 7 * week }), '00:00');
  const reader = MILESTONES.find((milestone) => blockOfWeek(week) <= MILESTONE_BLOCKS[milestone]);
  if (!reader) return natural;
  const frozen = atLocal(calendar, previewOn(calendar, launch, reader), DIGEST_TIME).subtract({ hours: 1 });
  return Temporal.Instant.compare(frozen, natural) < 0 ? frozen : natural;
}
