import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { scopeOf } from '../../domain/may.ts';
import { cancelRound } from '../../engine/cancelling.ts';
import { frenchDay } from '../../engine/dates.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { note } from '../../engine/journal.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { findRound, type RoundRow } from '../../store/round.ts';
import { findLaunch, listLaunches, type SurveyLaunch, stopLaunch } from '../../store/survey-launch.ts';
import { BUTTONS } from './buttons.ts';
import { launchIdOf } from './plan.ts';
import { mayTarget, targetName } from './target.ts';
import { theirRound, theirs } from './theirs.ts';
import { titleOf } from './title.ts';

/** `sondage annuler`: what is open, what is to open, and what comes back. */
export async function cancellable(turn: Turn, person: Person): Promise<ReplyMessage> {
  const open = (await theirs(turn, person, 'open')).filter((round) => mayCancel(person, round));
  const ahead = await launchesAhead(turn, person);
  const title = text('survey.cancel.title');
  const buttons = [
    ...open.map((round) => ({
      title: text('survey.cancel.button', { survey: titleOf(turn, round) }),
      data: { v: 'survey.cancel', round: round.id },
    })),
    ...ahead.map((launch) => ({
      title: text(isAhead(turn, launch) ? 'survey.stop.ahead' : 'survey.stop.button', {
        survey: launch.survey.title,
        department: targetName(turn, launch.plan.target),
      }),
      data: { v: 'survey.stop', launch: launch.id },
    })),
  ];
  if (buttons.length === 0) return notice(title, [text('survey.cancel.none')]);
  return notice(title, [text('survey.cancel.body')], buttons.slice(0, BUTTONS));
}

/** The programme's own rounds are the leads' to cancel. */
export function mayCancel(person: Person, round: RoundRow): boolean {
  return round.id.startsWith('sondage/') || scopeOf(person, 'survey.cancel') === 'all';
}

/** Asks first; `sure` does it. */
export const cancelVerb = verb(
  'survey.cancel',
  z.object({ round: z.string(), sure: z.boolean().optional() }),
  async (turn, { person, data }) => {
    const round = await theirRound(turn, person, data.round);
    if (!mayCancel(person, round)) throw new Refusal('role');
    if (round.status === 'closed') throw new Refusal('survey_over');
    const survey = titleOf(turn, round);
    if (!data.sure) {
      const sure = { v: 'survey.cancel', round: round.id, sure: true };
      return notice(
        text('survey.cancel.ask', { survey }),
        [text('survey.cancel.means'), ...(await comesBack(turn, round))],
        [{ title: text('survey.cancel.sure'), data: sure }],
      );
    }
    await cancelRound(turn, round);
    await note(turn, person.id, 'survey.cancel', round.id);
    return notice(
      text('survey.cancelled.title', { survey }),
      [text('survey.cancelled.body'), ...(await comesBack(turn, round))],
      [],
      'replace',
    );
  },
);

/** No round of it opens any more; the one that is open stays. */
export const stopVerb = verb(
  'survey.stop',
  z.object({ launch: z.string() }),
  async (turn, { person, data }) => {
    const launch = await findLaunch(turn.tx, data.launch);
    if (!launch || !isTheirLaunch(person, launch)) throw new Refusal('role');
    if (launch.stoppedOn === null) {
      await stopLaunch(turn.tx, launch.id, turn.today.toString());
      await note(turn, person.id, 'survey.cancel', launch.id);
    }
    const values = { survey: launch.survey.title };
    return notice(text('survey.stopped.title', values), [text('survey.stopped.body', values)], [], 'replace');
  },
);

/** A cancelled round of a survey that comes back does not stop the next ones. */
async function comesBack(turn: Turn, round: RoundRow): Promise<string[]> {
  const launch = await findLaunch(turn.tx, launchIdOf(round.id));
  return launch && launch.stoppedOn === null && isRecurring(launch) ? [text('survey.cancel.comes_back')] : [];
}

function isTheirLaunch(person: Person, { launchedBy, plan }: SurveyLaunch): boolean {
  return launchedBy === person.id || mayTarget(person, plan.target);
}

async function launchesAhead(turn: Turn, person: Person): Promise<SurveyLaunch[]> {
  const ahead: SurveyLaunch[] = [];
  for (const launch of await listLaunches(turn.tx)) {
    if (launch.stoppedOn !== null || !isTheirLaunch(person, launch)) continue;
    const hasOpened = (await findRound(turn.tx, launch.id)) !== null;
    if (isRecurring(launch) || (!hasOpened && isAhead(turn, launch))) ahead.push(launch);
  }
  return ahead;
}

function isRecurring({ plan }: SurveyLaunch): boolean {
  return plan.recurrence.kind === 'biweekly' || plan.recurrence.kind === 'monthly';
}

/** Its first round is still to open. */
export function isAhead(turn: Turn, { opensOn }: SurveyLaunch): boolean {
  return Temporal.PlainDate.compare(Temporal.PlainDate.from(opensOn), turn.today) > 0;
}

export function opensLine(turn: Turn, launch: SurveyLaunch): string {
  return text('survey.history.ahead', {
    survey: launch.survey.title,
    department: targetName(turn, launch.plan.target),
    opens: frenchDay(Temporal.PlainDate.from(launch.opensOn)),
  });
}
