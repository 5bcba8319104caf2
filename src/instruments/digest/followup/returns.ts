import { Temporal } from 'temporal-polyfill';
import { atLocal, localDate, workingDayAfter } from '../../../domain/calendar.ts';
import type { DigestData } from '../../../domain/digest.ts';
import { dueOn, MILESTONES, type Milestone } from '../../../domain/milestone.ts';
import { hasEnded, isPaused, type WaveDefinition, weeklyCardOn } from '../../../domain/wave.ts';
import type { Turn } from '../../../engine/turn.ts';
import { listIrritantAnswers } from '../../../store/irritant-answer.ts';
import { doneOccurrences } from '../../../store/occurrence.ts';
import { decisionSince } from './decided.ts';
import { postedReviews } from './reviews.ts';

/** Local time at which agents are written to: after the working day in which the leadership could read first. */
const RETURN_TIME = '10:00';
/** Days after the last review during which the leadership may still answer. */
const LATE_DAYS = 30;

/** The agents' version of a review, and the answers that came after it: a campaign each, and an occurrence. */
export const shortKey = (wave: string, milestone: Milestone) => `followup/${wave}/${milestone}`;
export const answersKey = (wave: string, milestone: Milestone) => `answers/${wave}/${milestone}`;

/** The first working day after `day` without a weekly card: nobody gets two cards in one morning. */
export function returnAfter(turn: Turn, wave: WaveDefinition, day: Temporal.PlainDate): Temporal.Instant {
  const launch = Temporal.PlainDate.from(wave.launchDate);
  let date = workingDayAfter(turn.calendar, day);
  while (hasWeeklyCard(date)) date = workingDayAfter(turn.calendar, date);
  return atLocal(turn.calendar, date, RETURN_TIME);

  function hasWeeklyCard(on: Temporal.PlainDate): boolean {
    const week = Math.floor(launch.until(on).days / 7) + 1;
    if (week < 1 || week > wave.weeks) return false;
    return weeklyCardOn(turn.calendar, launch, week)?.equals(on) ?? false;
  }
}

/** The day a posted review was posted. */
export function postedOn({ postedAt, dueOn: due }: DigestData): Temporal.PlainDate {
  return Temporal.PlainDate.from(postedAt?.slice(0, 10) ?? due);
}

/**
 * When what came too late for the agents' version of a posted review leaves on its own: after the first day on which
 * something did. Null: nothing waits.
 */
export async function answersAt(
  turn: Turn,
  wave: WaveDefinition,
  review: DigestData,
): Promise<Temporal.Instant | null> {
  const short = returnAfter(turn, wave, postedOn(review));
  const waiting = (await listIrritantAnswers(turn.tx, wave.id)).filter(({ campaign }) => campaign === null);
  const days = waiting.flatMap(({ published_on }) => published_on ?? []);
  if (review.milestone === 'J90') {
    const decided = await decisionSince(turn, wave.id, short);
    if (decided) days.push(localDate(turn.calendar, decided.at).toString());
  }
  const [first] = days.sort();
  if (first === undefined) return null;
  const alone = returnAfter(turn, wave, Temporal.PlainDate.from(first));
  return Temporal.Instant.compare(alone, short) > 0 ? alone : short;
}

/**
 * When answers published now reach the agents: at an instant, once their wave goes on, or with their version of the
 * next review.
 */
export type NextReturn =
  | { at: Temporal.Instant }
  | { paused: true }
  | { milestone: Milestone; on: Temporal.PlainDate };

/** Null: this wave has no way left to its agents. */
export async function nextReturn(turn: Turn, wave: WaveDefinition): Promise<NextReturn | null> {
  const review = (await postedReviews(turn, wave.id)).at(-1);
  if (!review || hasEnded(wave)) return null;
  if (isPaused(wave)) return { paused: true };
  const { milestone } = review;
  const done = await doneOccurrences(turn.tx);
  const posted = postedOn(review);
  if (!done.has(shortKey(wave.id, milestone))) return { at: returnAfter(turn, wave, posted) };
  const next = MILESTONES[MILESTONES.indexOf(milestone) + 1];
  const late = !next && Temporal.PlainDate.compare(turn.today, posted.add({ days: LATE_DAYS })) > 0;
  if (!late && !done.has(answersKey(wave.id, milestone))) {
    return { at: (await answersAt(turn, wave, review)) ?? returnAfter(turn, wave, turn.today) };
  }
  if (!next) return null;
  return { milestone: next, on: dueOn(turn.calendar, Temporal.PlainDate.from(wave.launchDate), next) };
}
