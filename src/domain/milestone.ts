import type { Temporal } from 'temporal-polyfill';
import { onOrAfterWorkingDay, workingDayBefore } from './calendar.ts';
import { oncePerCalendar } from './once.ts';

/** Days after J0 of the reviews. Source: the five-step method, « planning de points d'étape ». */
export const MILESTONES = ['J15', 'J30', 'J90'] as const;
export type Milestone = (typeof MILESTONES)[number];

export const MILESTONE_DAYS: Record<Milestone, number> = { J15: 15, J30: 30, J90: 90 };

/** How many blocks of two weeks each review reads. */
export const MILESTONE_BLOCKS: Record<Milestone, number> = { J15: 1, J30: 2, J90: 6 };

/** Local time at which a review is posted, and shown to the lead the working day before. */
export const DIGEST_TIME = '09:00';

/** The day a review is due: moved to the next working day when it falls on a week-end or public holiday. */
export const dueOn = oncePerCalendar(
  (launch: Temporal.PlainDate, milestone: Milestone) => `${launch} ${milestone}`,
  (calendar, launch, milestone) =>
    onOrAfterWorkingDay(calendar, launch.add({ days: MILESTONE_DAYS[milestone] })),
);

/** The day the lead sees it. */
export const previewOn = oncePerCalendar(
  (launch: Temporal.PlainDate, milestone: Milestone) => `${launch} ${milestone}`,
  (calendar, launch, milestone) => workingDayBefore(calendar, dueOn(calendar, launch, milestone)),
);
