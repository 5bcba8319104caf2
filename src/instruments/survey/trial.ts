import { atLocal } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import type { SurveyDefinition } from '../../domain/survey.ts';
import { stamp } from '../../engine/clock.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import type { RoundRow } from '../../store/round.ts';
import { findDraft } from '../../store/survey-draft.ts';
import { askCard, isStepwise, type SurveyCard, surveyCard } from './card.ts';
import { surveyOf } from './editor/send.ts';
import { orderOf, orderSchema } from './launch.ts';
import { headOf } from './launch-round.ts';
import { LIFE_DAYS } from './plan.ts';

/** A round that is never in the database: whatever is answered to it, nothing can be stored. */
const TRIAL = 'essai/';

/** The card as people will get it, to oneself alone. */
export const tryVerb = verb('survey.try', orderSchema, async (turn, { person, data }) => {
  const { survey } = await orderOf(turn, person, data);
  return trial(turn, survey);
});

export function isTrial(round: string | undefined): round is string {
  return round?.startsWith(TRIAL) ?? false;
}

/** What a tap on a trial card shows next: as on the true one, and that nothing of it was kept. */
export async function tryAnswer(
  turn: Turn,
  person: Person,
  id: string,
  step: number | undefined,
): Promise<SurveyCard> {
  const round = trialOf(turn, await triedBy(turn, person, id));
  const { questions } = definitionOf(round);
  if (step !== undefined && isStepwise({ questions }) && step < questions.length) {
    return askCard(turn, round, step + 1);
  }
  const { template, data } = surveyCard(turn, round, 'answered');
  return { template, data: { ...data, saved: text('survey.tried') } };
}

/** The questions of a trial again, from one on. */
export async function tryAgain(turn: Turn, person: Person, id: string, step = 1): Promise<SurveyCard> {
  return askCard(turn, trialOf(turn, await triedBy(turn, person, id)), step);
}

/** A survey as people would get it, to oneself alone. */
export function trial(turn: Turn, survey: SurveyDefinition): ReplyMessage {
  return { mode: 'message', ...askCard(turn, trialOf(turn, survey)) };
}

/** One that can be launched, else what its author is writing. */
async function triedBy(turn: Turn, person: Person, id: string): Promise<SurveyDefinition> {
  const known = turn.programme.surveys.find((one) => one.id === id.slice(TRIAL.length));
  if (known) return known;
  const draft = await findDraft(turn.tx, person.id);
  if (!draft) throw new Refusal('round_closed');
  return (await surveyOf(turn, draft)).survey;
}

/** The round of it that never is. */
export function trialOf(
  turn: Turn,
  survey: SurveyDefinition,
  title = text('survey.trial', { title: survey.title }),
): RoundRow {
  const head = { ...headOf(survey), title };
  const closes = atLocal(turn.calendar, turn.today.add({ days: LIFE_DAYS }), turn.calendar.hours.end);
  return {
    id: `${TRIAL}${survey.id}`,
    kind: 'survey',
    subject: survey.id,
    wave: '',
    number: 1,
    parent: null,
    status: 'open',
    opened_at: stamp(turn.now),
    closes_at: stamp(closes),
    salt: null,
    definition: JSON.stringify({ questions: survey.questions, head, thresholds: turn.programme.thresholds }),
    launched_by: null,
    audience: '[]',
  };
}
