import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { verb } from '../../engine/instrument.ts';
import { answerRound, definitionOf, isOpen, type RoundDefinition, TEXT_LIMIT } from '../../engine/rounds.ts';
import type { Turn } from '../../engine/turn.ts';
import { findRound, type RoundRow } from '../../store/round.ts';
import { INPUT_PREFIX, surveyData } from './card.ts';

/** The button tells its round; without it, the answered message does. */
const answerSchema = z.looseObject({ round: z.string().optional() });
const paramsSchema = z.object({ round: z.string() });

export const surveyVerbs = [
  verb(
    'survey.answer',
    answerSchema,
    async (turn, { person, data, params }) => {
      const round = await openRoundOf(turn, data.round, params);
      const answers = readAnswers(definitionOf(round), data);
      if (Object.keys(answers).length === 0) throw new Refusal('empty_answer');
      await answerRound(turn, round.id, person, answers);
      return { mode: 'replace', template: 'survey', data: surveyData(turn, round, 'answered') };
    },
    { confidential: true },
  ),
  verb('survey.open', answerSchema, async (turn, { data, params }) => ({
    mode: 'message',
    template: 'survey',
    data: surveyData(turn, await openRoundOf(turn, data.round, params), 'ask'),
  })),
  verb('survey.edit', answerSchema, async (turn, { data, params }) => ({
    mode: 'replace',
    template: 'survey',
    data: surveyData(turn, await openRoundOf(turn, data.round, params), 'ask'),
  })),
];

async function openRoundOf(
  turn: Turn,
  told: string | undefined,
  params: Record<string, unknown>,
): Promise<RoundRow> {
  const id = told ?? paramsSchema.safeParse(params).data?.round;
  const round = id === undefined ? null : await findRound(turn.tx, id);
  if (round?.kind !== 'survey' || !isOpen(turn, round)) throw new Refusal('round_closed');
  return round;
}

/** Each question's answer as it is counted: a choice that was offered, or a short text. */
function readAnswers(definition: RoundDefinition, data: Record<string, unknown>): Record<string, string> {
  const answers: Record<string, string> = {};
  for (const question of definition.questions) {
    const given = data[`${INPUT_PREFIX}${question.id}`];
    if (given === undefined || given === null || given === '') continue;
    if (typeof given !== 'string' && typeof given !== 'number') throw new Refusal('bad_input');
    const value = String(given);
    if (question.kind === 'text') {
      const plain = value
        .toWellFormed()
        .replace(/\p{Cc}+/gu, ' ')
        .trim();
      if (plain.length > TEXT_LIMIT) throw new Refusal('text_too_long', { limit: TEXT_LIMIT });
      if (plain) answers[question.id] = plain;
    } else {
      if (!question.choices.some((choice) => choice.id === value)) throw new Refusal('bad_input');
      answers[question.id] = value;
    }
  }
  return answers;
}
