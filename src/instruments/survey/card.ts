import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { frenchInstant } from '../../engine/dates.ts';
import type { CardData, Drawing, Drawn } from '../../engine/instrument.ts';
import { definitionOf, hasAnswered, isOpen, TEXT_LIMIT } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { findRound, type RoundRow } from '../../store/round.ts';

const paramsSchema = z.object({ round: z.string(), reminder: z.boolean().optional() });

/** Inputs are named so that they never meet the keys of a button. */
export const INPUT_PREFIX = 'q_';

export type SurveyState = 'ask' | 'answered' | 'closed';

/** The card as it is sent; a reminder only to those who are still silent at that moment. */
export async function drawSurvey(turn: Turn, { person, params, shown }: Drawing): Promise<Drawn> {
  const { round: id, reminder = false } = paramsSchema.parse(params);
  const round = await findRound(turn.tx, id);
  if (!round || !person) return { skip: 'too_late' };
  if (!isOpen(turn, round)) return shown ? { data: surveyData(turn, round, 'closed') } : { skip: 'too_late' };
  if (reminder && (await hasAnswered(turn, round, person.id))) return { skip: 'already_answered' };
  return { data: surveyData(turn, round, 'ask', reminder) };
}

/** The same whatever was answered: questions again from empty inputs, or thanks. */
export function surveyData(turn: Turn, round: RoundRow, state: SurveyState, reminder = false): CardData {
  const survey = turn.programme.surveys.find((candidate) => candidate.id === round.subject);
  const { questions, thresholds } = definitionOf(round);
  return {
    round: round.id,
    title: survey?.title ?? '',
    introduction: survey?.introduction ?? '',
    ask: state === 'ask',
    answered: state === 'answered',
    closed: state === 'closed',
    reminder,
    closes: frenchInstant(Temporal.Instant.from(round.closes_at), turn.calendar.zone),
    threshold: thresholds.figure,
    hasText: questions.some((question) => question.kind === 'text'),
    questions: questions.map((question) => ({
      id: `${INPUT_PREFIX}${question.id}`,
      title: question.optional ? text('survey.optional', { title: question.title }) : question.title,
      choices: question.choices.map((choice) => ({ title: choice.title, value: choice.id })),
      isText: question.kind === 'text',
      maxLength: TEXT_LIMIT,
    })),
  };
}
