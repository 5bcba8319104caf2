import { z } from 'zod';
import type { SurveyPlan } from '../../domain/custom-survey.ts';
import { Refusal } from '../../domain/errors.ts';
import { hasSameSplit, type Roster } from '../../domain/nearness.ts';
import type { SurveyDefinition } from '../../domain/survey.ts';
import { frenchDay } from '../../engine/dates.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { note } from '../../engine/journal.ts';
import { notice } from '../../engine/notice.ts';
import { newId } from '../../engine/random.ts';
import { labelled } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { findCustomSurvey } from '../../store/survey-draft.ts';
import { insertLaunch, type SurveyLaunch } from '../../store/survey-launch.ts';
import { launchRound } from './launch-round.ts';
import { askedBefore, nearnessOf } from './nearly.ts';
import { pickedSurvey } from './offer.ts';
import { closingOf, firstOpening, lifeOf, roundIdOf, usualPlan } from './plan.ts';
import { audienceFor, codeOf, mayTarget, peopleOf, targetName, waveFor } from './target.ts';

/** A survey, and when and to whom it goes. */
export type Order = {
  survey: SurveyDefinition;
  plan: SurveyPlan;
  /** The plan is the one that was written with the survey. */
  written?: boolean;
};

/** What the buttons of a launch carry. Without a `department`, a survey written in chat goes where its plan says. */
export const orderSchema = z.object({
  survey: z.string().optional(),
  department: z.string().optional(),
  opens: z.union([z.iso.date(), z.literal('')]).optional(),
});

/** Throws a Refusal when there is no such survey, or it is not theirs to launch there. */
export async function orderOf(turn: Turn, person: Person, data: z.infer<typeof orderSchema>): Promise<Order> {
  const survey = pickedSurvey(turn, data.survey);
  const written = data.department === undefined ? (await findCustomSurvey(turn.tx, survey.id))?.plan : null;
  const plan = written ?? usualPlan(data.department ?? person.department, data.opens || null);
  if (!mayTarget(person, plan.target)) throw new Refusal('role');
  return { survey, plan, written: Boolean(written) };
}

/** What the buttons of an order carry, so that another tap gives the same order. */
export function dataOf({ survey, plan, written }: Order): Record<string, string> {
  if (written) return { survey: survey.id };
  return { survey: survey.id, department: codeOf(plan.target), ...(plan.opensOn && { opens: plan.opensOn }) };
}

/** Why it may not be launched, in the words of its refusal; null: it may. What opens later is looked at again then. */
export async function obstacleOf(turn: Turn, { survey, plan }: Order): Promise<Refusal | null> {
  const { invited } = await peopleOf(turn, plan.target);
  const { group } = turn.programme.thresholds;
  if (invited.length < group) return new Refusal('survey_too_small', { count: invited.length, group });
  return firstOpening(turn, plan).equals(turn.today) ? nearnessOf(turn, survey, invited) : null;
}

export const launchVerb = verb('survey.launch', orderSchema, async (turn, { person, data }) =>
  launchSurvey(turn, person, await orderOf(turn, person, data)),
);

/** Sends it now, or on the day of its plan; its next rounds follow by themselves. Throws a Refusal otherwise. */
export async function launchSurvey(turn: Turn, person: Person, order: Order): Promise<ReplyMessage> {
  const { survey, plan } = order;
  if (!mayTarget(person, plan.target)) throw new Refusal('role');
  const obstacle = await obstacleOf(turn, order);
  if (obstacle) throw obstacle;
  const opensOn = firstOpening(turn, plan);
  const launch: SurveyLaunch = {
    id: `sondage/${survey.id}/${newId(turn.random)}`,
    wave: waveFor(turn, plan.target)?.id ?? '',
    survey,
    plan,
    opensOn: opensOn.toString(),
    launchedBy: person.id,
    stoppedOn: null,
  };
  await insertLaunch(turn.tx, launch);
  await note(turn, person.id, 'survey.launch', launch.id);
  const { people, invited } = await peopleOf(turn, plan.target);
  const values = { department: targetName(turn, plan.target), count: invited.length };
  const title = text('survey.launched.title', { survey: survey.title });
  if (!opensOn.equals(turn.today)) {
    return notice(
      text('survey.ordered.title', { survey: survey.title }),
      [text('survey.ordered.body', { ...values, opens: frenchDay(opensOn) }), text('survey.ordered.undo')],
      [],
      'replace',
    );
  }
  await openRoundOf(turn, launch, 1, people, invited);
  return notice(
    title,
    [text('survey.launched.body', { ...values, days: lifeOf(plan) }), text('survey.launched.undo')],
    [{ title: text('survey.follow'), data: { v: 'survey.follow', round: launch.id } }],
    'replace',
  );
}

/** Opens one round of a launch, today. */
export async function openRoundOf(
  turn: Turn,
  launch: SurveyLaunch,
  number: number,
  people: Person[],
  invited: Person[],
): Promise<void> {
  const { survey, plan, wave, launchedBy } = launch;
  await launchRound(
    turn,
    {
      id: roundIdOf(launch, number),
      wave,
      survey,
      number,
      closesAt: closingOf(turn, plan, turn.today),
      audience: audienceFor(turn, plan.target),
      ...(launchedBy && { launchedBy }),
    },
    people,
    await splitOf(turn, launch, invited),
  );
}

/**
 * With the labels of services only when whoever was asked before was asked under the same ones: else as a whole. A role
 * is one total: it crosses services, and figures form one tree.
 */
async function splitOf(turn: Turn, { survey, plan }: SurveyLaunch, invited: Person[]): Promise<Roster> {
  const roster = labelled(turn, invited);
  const isSame = plan.target.kind !== 'role' && hasSameSplit(roster, await askedBefore(turn, survey));
  return isSame ? roster : roster.map(({ personId }) => ({ personId, label: null }));
}
