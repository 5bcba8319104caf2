import { Temporal } from 'temporal-polyfill';
import { atLocal, type Calendar, onOrAfterWorkingDay, workingDayAfter } from '../../domain/calendar.ts';
import { DIGEST_TIME, MILESTONES, previewOn } from '../../domain/milestone.ts';
import { oncePerCalendar } from '../../domain/once.ts';
import type { Session } from '../../domain/session.ts';
import type { Turn } from '../../engine/turn.ts';

/** What is said of Cafés is counted together from one review to the next. Numbered from 1. */
export type Period = { number: number; closesAt: Temporal.Instant };

/** Days of a period once the reviews are over. */
const AFTER_DAYS = 60;
/** A Café whose people would have less than this to answer is counted with the next ones, in hours. */
const LEAST_HOURS = 24;

/** When those who came are asked what it was worth, unless their attendance is marked sooner. */
export function feedbackAt(calendar: Calendar, { starts }: Session): Temporal.Instant {
  return noonAfter(calendar, starts.toPlainDate());
}

const noonAfter = oncePerCalendar(
  (date: Temporal.PlainDate) => date.toString(),
  (calendar, date) => atLocal(calendar, workingDayAfter(calendar, date), '12:00'),
);

/**
 * The period a Café belongs to; null without a wave. It closes an hour before the lead sees the first wave's next
 * review, as everything that is counted does; after the last one, every sixty days.
 */
export function periodOf(turn: Pick<Turn, 'calendar' | 'programme'>, session: Session): Period | null {
  const [first] = turn.programme.waves;
  if (!first) return null;
  const { calendar } = turn;
  return periodFor(calendar, first.launchDate, session.starts.toPlainDate());
}

const periodFor = oncePerCalendar(
  (launchDate: string, date: Temporal.PlainDate) => `${launchDate} ${date}`,
  (calendar, launchDate, held): Period => {
    const needed = noonAfter(calendar, held).add({ hours: LEAST_HOURS });
    const launch = Temporal.PlainDate.from(launchDate);
    const previews = MILESTONES.map((milestone) => previewOn(calendar, launch, milestone));
    let date = launch;
    for (let number = 1; ; number++) {
      date = previews[number - 1] ?? date.add({ days: AFTER_DAYS });
      const day = onOrAfterWorkingDay(calendar, date);
      const closesAt = atLocal(calendar, day, DIGEST_TIME).subtract({ hours: 1 });
      if (Temporal.Instant.compare(closesAt, needed) >= 0) return { number, closesAt };
    }
  },
);
