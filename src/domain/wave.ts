import { Temporal } from 'temporal-polyfill';
import { atLocal, type Calendar, localDate, onOrAfterWorkingDay } from './calendar.ts';
import { DIGEST_TIME, MILESTONE_BLOCKS, MILESTONES, previewOn } from './milestone.ts';
import { oncePerCalendar } from './once.ts';

/** A group of services that starts together. `departments` empty: all of them. */
export type WaveDefinition = {
  id: string;
  name: string;
  /** J0, local date `YYYY-MM-DD`. */
  launchDate: string;
  departments: string[];
  /** How many weeks of check-ins; 14 unless told, so that J+90 has its six blocks and a margin. */
  weeks: number;
  resources: {
    licences: number;
    licenceMonthly: number;
    currency: 'EUR' | 'CHF';
    trainingHours: number;
    /** What an hour of work costs, in `currency`; absent: no break-even is told. */
    hourlyCost?: number | undefined;
  };
  /** What a lead did to it since, as it stands in the database; absent: nothing. */
  course?: WaveCourse;
};

/**
 * Local dates. A pause lasts from `from` to `until`, null while it lasts; an ended wave is over from `endedOn` on.
 * `writtenWeeks`: its weeks before a lead added some.
 */
export type WaveCourse = {
  pauses: { from: string; until: string | null }[];
  endedOn: string | null;
  writtenWeeks?: number;
};

/** Weeks a lead adds at a time: six blocks more. */
export const PROLONGED_BY = 12;
/** A wave's weeks at most: a year. */
export const MOST_WEEKS = 52;

export function isPaused(wave: WaveDefinition): boolean {
  return wave.course?.pauses.some(({ until }) => until === null) ?? false;
}

export function hasEnded(wave: WaveDefinition): boolean {
  return (wave.course?.endedOn ?? null) !== null;
}

/** The first date on which its weeks are over: after the last one, or when a lead ended it. */
export function overOn(wave: WaveDefinition): Temporal.PlainDate {
  const natural = Temporal.PlainDate.from(wave.launchDate).add({ days: 7 * wave.weeks });
  const ended = wave.course?.endedOn ? Temporal.PlainDate.from(wave.course.endedOn) : natural;
  return Temporal.PlainDate.compare(ended, natural) < 0 ? ended : natural;
}

/** The week a date lies in, counted from 1; null before J0 and once its weeks are over. */
export function weekOn(wave: WaveDefinition, date: Temporal.PlainDate): number | null {
  const days = Temporal.PlainDate.from(wave.launchDate).until(date).days;
  return days < 0 || Temporal.PlainDate.compare(date, overOn(wave)) >= 0 ? null : Math.floor(days / 7) + 1;
}

/** Whether there is a day on which both have weeks. */
export function overlap(a: WaveDefinition, b: WaveDefinition): boolean {
  const [, begun = ''] = [a.launchDate, b.launchDate].sort();
  return begun < overOn(a).toString() && begun < overOn(b).toString();
}

/**
 * The wave that a service's people belong to on a date, one at most: of those open to it whose weeks are not over,
 * the first to be launched. So nobody is asked twice, and « everybody » in a later wave is everybody else.
 */
export function waveOf(
  waves: readonly WaveDefinition[],
  department: string,
  on: Temporal.PlainDate,
): WaveDefinition | null {
  let first: WaveDefinition | null = null;
  for (const wave of waves) {
    if (wave.departments.length > 0 && !wave.departments.includes(department)) continue;
    if (Temporal.PlainDate.compare(overOn(wave), on) <= 0) continue;
    if (first === null || wave.launchDate < first.launchDate) first = wave;
  }
  return first;
}

/**
 * Whether a service is of a wave on a date: before J0, whether it will be on that day (what is asked before is for
 * those who will be in it); once its weeks are over, whether it was on its last day (its reviews speak of them).
 */
export function isOfWave(
  waves: readonly WaveDefinition[],
  wave: WaveDefinition,
  department: string,
  on: Temporal.PlainDate,
): boolean {
  const launch = Temporal.PlainDate.from(wave.launchDate);
  const last = overOn(wave).subtract({ days: 1 });
  const begun = Temporal.PlainDate.compare(on, launch) < 0 ? launch : on;
  const date = Temporal.PlainDate.compare(begun, last) < 0 ? begun : last;
  return waveOf(waves, department, date)?.id === wave.id;
}

export const WEEKS_PER_BLOCK = 2;

/** Weeks are counted from 1; a block holds two of them, from J0: one partition of time for everything. */
export function blockOfWeek(week: number): number {
  return Math.ceil(week / WEEKS_PER_BLOCK);
}

/** Days between the start of a week and its card: late enough to speak of the week, early enough to answer. */
const CARD_OFFSET = 2;
/** Past this day of the week too little time is left to answer: the week is skipped. */
const LAST_CARD_OFFSET = 5;

function keyOfWeek(launch: Temporal.PlainDate, week: number): string {
  return `${launch} ${week}`;
}

/** The date of a week's card, on a working day of that week and before its closing; null when none is early enough. */
export const weeklyCardOn = oncePerCalendar(
  keyOfWeek,
  (calendar, launch, week): Temporal.PlainDate | null => {
    const start = launch.add({ days: 7 * (week - 1) });
    const date = onOrAfterWorkingDay(calendar, start.add({ days: CARD_OFFSET }));
    const closing = localDate(calendar, weekClosesAt(calendar, launch, week));
    const inTime =
      start.until(date).days <= LAST_CARD_OFFSET && Temporal.PlainDate.compare(date, closing) < 0;
    return inTime ? date : null;
  },
);

/**
 * When a week's answers close: midnight after its seventh day, or one hour before the preview of the first
 * review that reads its block, whichever is first (a preview can fall early, before a week-end or a holiday).
 */
export const weekClosesAt = oncePerCalendar(keyOfWeek, (calendar, launch, week): Temporal.Instant => {
  const natural = atLocal(calendar, launch.add({ days: 7 * week }), '00:00');
  const reader = MILESTONES.find((milestone) => blockOfWeek(week) <= MILESTONE_BLOCKS[milestone]);
  if (!reader) return natural;
  const frozen = atLocal(calendar, previewOn(calendar, launch, reader), DIGEST_TIME).subtract({ hours: 1 });
  return Temporal.Instant.compare(frozen, natural) < 0 ? frozen : natural;
});

/** Days between preparing a wave and its launch: time to install, to tell, and for the baseline two weeks before. */
const NOTICE_DAYS = 21;

/** The first date far enough ahead on the weekday of a launch before it, or of the first day worked; no holiday. */
export function nextLaunch(
  calendar: Calendar,
  today: Temporal.PlainDate,
  before: Temporal.PlainDate,
): Temporal.PlainDate {
  const { days } = calendar.hours;
  const weekday = days.includes(before.dayOfWeek) ? before.dayOfWeek : Math.min(...days);
  let date = today.add({ days: NOTICE_DAYS });
  date = date.add({ days: (weekday - date.dayOfWeek + 7) % 7 });
  while (calendar.isHoliday(date)) date = date.add({ days: 7 });
  return date;
}
