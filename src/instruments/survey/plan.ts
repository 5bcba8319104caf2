import { Temporal } from 'temporal-polyfill';
import { atLocal, onOrAfterWorkingDay } from '../../domain/calendar.ts';
import type { Recurrence, SurveyPlan } from '../../domain/custom-survey.ts';
import { Refusal } from '../../domain/errors.ts';
import { overOn, type WaveDefinition } from '../../domain/wave.ts';
import type { Turn } from '../../engine/turn.ts';
import type { SurveyLaunch } from '../../store/survey-launch.ts';
import { targetOfCode } from './target.ts';

/** How long a survey of the library stays open, in days. */
export const LIFE_DAYS = 7;
/** A round closes before the next one is due; the next one waits when a holiday had put off the first. */
const LONGEST: Record<Recurrence['kind'], number> = { once: 30, biweekly: 13, monthly: 27, launch: 30 };

/** A survey of the library: once, for a week, its results to whoever launches it. `opensOn`: null, at once. */
export function usualPlan(target: string, opensOn: string | null): SurveyPlan {
  return {
    target: targetOfCode(target),
    opensOn,
    days: LIFE_DAYS,
    recurrence: { kind: 'once' },
    audience_of_results: 'author',
  };
}

export function lifeOf({ days, recurrence }: SurveyPlan): number {
  return Math.min(days, LONGEST[recurrence.kind]);
}

/** The local date on which its first round opens; today when it is to be sent at once. */
export function firstOpening(turn: Turn, { opensOn, recurrence }: SurveyPlan): Temporal.PlainDate {
  if (recurrence.kind === 'launch') {
    const wave = turn.programme.waves.find(({ id }) => id === recurrence.wave);
    if (!wave) throw new Refusal('bad_input');
    return inTime(turn, Temporal.PlainDate.from(wave.launchDate).add({ days: recurrence.days }));
  }
  return opensOn === null ? turn.today : inTime(turn, Temporal.PlainDate.from(opensOn));
}

function inTime(turn: Turn, date: Temporal.PlainDate): Temporal.PlainDate {
  if (Temporal.PlainDate.compare(date, turn.today) < 0) throw new Refusal('survey_date_past');
  return date.equals(turn.today) ? date : onOrAfterWorkingDay(turn.calendar, date);
}

/** At the end of working hours of its last day. */
export function closingOf(turn: Turn, plan: SurveyPlan, opened: Temporal.PlainDate): Temporal.Instant {
  return atLocal(turn.calendar, opened.add({ days: lifeOf(plan) }), turn.calendar.hours.end);
}

/** The rounds of a launch by number and date, as long as its wave lasts. */
export function openingsOf(
  turn: Turn,
  { plan, opensOn }: SurveyLaunch,
  wave: WaveDefinition,
): { number: number; on: Temporal.PlainDate }[] {
  const first = Temporal.PlainDate.from(opensOn);
  const { kind } = plan.recurrence;
  const openings = [{ number: 1, on: first }];
  if (kind === 'once' || kind === 'launch') return openings;
  for (let times = 1; ; times++) {
    const length = kind === 'biweekly' ? { days: 14 * times } : { months: times };
    const on = onOrAfterWorkingDay(turn.calendar, first.add(length));
    if (Temporal.PlainDate.compare(on, overOn(wave)) >= 0) return openings;
    openings.push({ number: times + 1, on });
  }
}

export function roundIdOf(launch: Pick<SurveyLaunch, 'id'>, number: number): string {
  return number === 1 ? launch.id : `${launch.id}/${number}`;
}

/** The first three parts of a round's id are its launch's. */
export function launchIdOf(roundId: string): string {
  return roundId.split('/').slice(0, 3).join('/');
}
