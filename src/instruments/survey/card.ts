import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { isCancelled } from '../../engine/cancelling.ts';
import { frenchInstant } from '../../engine/dates.ts';
import type { CardData, Drawing, Drawn } from '../../engine/instrument.ts';
import { definitionOf, hasAnswered, isOpen, type RoundDefinition, TEXT_LIMIT } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { findRound, type RoundRow } from '../../store/round.ts';
import { titleOf } from './title.ts';

const paramsSchema = z.object({ round: z.string(), reminder: z.boolean().optional() });

/** Inputs are named so that they never meet the keys of a button. */
export const INPUT_PREFIX = 'q_';

/** Up to so many questions stand on one card; more are asked one at a time, which a phone can show. */
const ON_ONE_CARD = 3;

/**
 * `done`: after the last of several steps, whatever was answered or passed. `late`: closed when somebody answered,
 * so their answer is not taken. `cancelled`: called off, what was answered is destroyed.
 */
export type SurveyState = 'ask' | 'answered' | 'done' | 'closed' | 'late' | 'cancelled';
export type SurveyCard = { template: 'survey' | 'survey-step'; data: CardData };

/** The card as it is sent; a reminder only to those who are still silent at that moment. */
export async function drawSurvey(turn: Turn, { person, params, shown }: Drawing): Promise<Drawn> {
  const { round: id, reminder = false } = paramsSchema.parse(params);
  const round = await findRound(turn.tx, id);
  if (!round || !person) return { skip: 'too_late' };
  if (!isOpen(turn, round)) {
    const state = (await isCancelled(turn, round)) ? 'cancelled' : 'closed';
    return shown ? drawn(surveyCard(turn, round, state)) : { skip: 'too_late' };
  }
  if (reminder && (await hasAnswered(turn, round, person.id))) return { skip: 'already_answered' };
  return drawn(askCard(turn, round, 1, reminder));
}

function drawn({ template, data }: SurveyCard): Drawn {
  return { card: template, data };
}

export function isStepwise({ questions }: Pick<RoundDefinition, 'questions'>): boolean {
  return questions.length > ON_ONE_CARD;
}

/** The questions, from empty inputs: all of them, or the one of a step; after the last step, thanks. */
export function askCard(turn: Turn, round: RoundRow, step = 1, reminder = false): SurveyCard {
  const definition = definitionOf(round);
  if (!isStepwise(definition)) return surveyCard(turn, round, 'ask', reminder);
  const { questions, thresholds } = definition;
  const asked = questions.slice(step - 1, step);
  if (asked.length === 0) return surveyCard(turn, round, 'done');
  return {
    template: 'survey-step',
    data: {
      round: round.id,
      title: titleOf(turn, round),
      introduction: introductionOf(turn, round),
      reminder: reminder && step === 1,
      first: step === 1,
      last: step === questions.length,
      step,
      steps: questions.length,
      closes: frenchInstant(Temporal.Instant.from(round.closes_at), turn.calendar.zone),
      threshold: thresholds.figure,
      hasText: asked.some(({ kind }) => kind === 'text'),
      questions: asked.map(inputOf),
    },
  };
}

/** The same whatever was answered: thanks, or the word that it is over. */
export function surveyCard(turn: Turn, round: RoundRow, state: SurveyState, reminder = false): SurveyCard {
  const { questions, thresholds } = definitionOf(round);
  return {
    template: 'survey',
    data: {
      round: round.id,
      title: titleOf(turn, round),
      introduction: introductionOf(turn, round),
      ask: state === 'ask',
      answered: state === 'answered' || state === 'done',
      saved: text(state === 'done' ? 'survey.done' : 'survey.saved'),
      closed: state === 'closed' || state === 'late' || state === 'cancelled',
      over: text(overOf(state)),
      reminder: reminder && state === 'ask',
      closes: frenchInstant(Temporal.Instant.from(round.closes_at), turn.calendar.zone),
      threshold: thresholds.figure,
      hasText: questions.some(({ kind }) => kind === 'text'),
      questions: state === 'ask' ? questions.map(inputOf) : [],
    },
  };
}

function overOf(state: SurveyState): 'survey.late' | 'survey.cancelled' | 'survey.closed' {
  if (state === 'late') return 'survey.late';
  return state === 'cancelled' ? 'survey.cancelled' : 'survey.closed';
}

function introductionOf(turn: Turn, round: RoundRow): string {
  const survey = turn.programme.surveys.find(({ id }) => id === round.subject);
  return definitionOf(round).head?.introduction ?? survey?.introduction ?? '';
}

function inputOf(question: RoundDefinition['questions'][number]) {
  const { kind, optional } = question;
  const title = kind === 'several' ? text('survey.several', { title: question.title }) : question.title;
  return {
    id: `${INPUT_PREFIX}${question.id}`,
    title: optional ? text('survey.optional', { title }) : title,
    choices: question.choices.map((choice) => ({ title: choice.title, value: choice.id })),
    isChoice: kind !== 'text' && kind !== 'several',
    isSeveral: kind === 'several',
    isText: kind === 'text',
    maxLength: TEXT_LIMIT,
  };
}
