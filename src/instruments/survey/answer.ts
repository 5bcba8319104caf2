import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { inOneLine } from '../../domain/plain-text.ts';
import type { Question } from '../../domain/survey.ts';
import { isCancelled } from '../../engine/cancelling.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { OutOfUse } from '../../engine/out-of-use.ts';
import {
  answerRound,
  definitionOf,
  isOpen,
  type RoundDefinition,
  requireInvited,
  TEXT_LIMIT,
} from '../../engine/rounds.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { findRound, type RoundRow } from '../../store/round.ts';
import { askCard, INPUT_PREFIX, isStepwise, type SurveyCard, surveyCard } from './card.ts';
import { isTrial, tryAgain, tryAnswer } from './trial.ts';

/** The button tells its round; without it, the answered message does. `step`: the question it asks, from 1. */
const answerSchema = z.looseObject({
  round: z.string().optional(),
  step: z.int().min(1).max(100).optional(),
});
type Answered = z.infer<typeof answerSchema>;
const paramsSchema = z.object({ round: z.string() });

export const surveyVerbs = [
  verb(
    'survey.answer',
    answerSchema,
    async (turn, { person, data, params }) => {
      if (isTrial(data.round)) return replace(await tryAnswer(turn, person, data.round, data.step));
      const round = await answerable(turn, person, data, params);
      const definition = definitionOf(round);
      const answers = readAnswers(definition, data);
      if (Object.keys(answers).length === 0) throw new Refusal('empty_answer');
      await answerRound(turn, round.id, person, answers);
      return replace(nextOf(turn, round, definition, data));
    },
    { confidential: true },
  ),
  verb('survey.step', answerSchema, async (turn, { person, data, params }) => {
    if (isTrial(data.round)) return replace(await tryAgain(turn, person, data.round, data.step));
    return replace(askCard(turn, await answerable(turn, person, data, params), data.step));
  }),
  verb('survey.edit', answerSchema, async (turn, { person, data, params }) => {
    if (isTrial(data.round)) return replace(await tryAgain(turn, person, data.round));
    return replace(askCard(turn, await answerable(turn, person, data, params)));
  }),
  verb('survey.open', answerSchema, async (turn, { person, data, params }) => {
    const round = await roundOf(turn, data, params);
    if (!round || !isOpen(turn, round)) throw new Refusal('round_closed');
    await requireInvited(turn, round, person);
    return { mode: 'message', ...askCard(turn, round) };
  }),
];

/**
 * After one question of several, the next; after all at once (a card of before, a file of answers), thanks. What was
 * answered changes nothing in it.
 */
function nextOf(turn: Turn, round: RoundRow, definition: RoundDefinition, data: Answered): SurveyCard {
  const { step } = data;
  if (step === undefined || !isStepwise(definition)) return surveyCard(turn, round, 'answered');
  const own = definition.questions[step - 1];
  const asked = Object.keys(data).filter((key) => key.startsWith(INPUT_PREFIX));
  const isAlone = asked.every((key) => key === `${INPUT_PREFIX}${own?.id}`);
  return isAlone ? askCard(turn, round, step + 1) : surveyCard(turn, round, 'answered');
}

function replace(card: SurveyCard): ReplyMessage {
  return { mode: 'replace', ...card };
}

async function roundOf(
  turn: Turn,
  data: Answered,
  params: Record<string, unknown>,
): Promise<RoundRow | null> {
  const id = data.round ?? paramsSchema.safeParse(params).data?.round;
  const round = id === undefined ? null : await findRound(turn.tx, id);
  return round?.kind === 'survey' ? round : null;
}

/** The round of somebody who was asked, while it is open; too late, its card goes out of use. */
async function answerable(
  turn: Turn,
  person: Person,
  data: Answered,
  params: Record<string, unknown>,
): Promise<RoundRow> {
  const round = await roundOf(turn, data, params);
  if (!round) throw new Refusal('round_closed');
  await requireInvited(turn, round, person);
  if (!isOpen(turn, round)) {
    const isOff = await isCancelled(turn, round);
    throw new OutOfUse(
      isOff ? 'survey_cancelled' : 'round_closed',
      surveyCard(turn, round, isOff ? 'cancelled' : 'late'),
    );
  }
  return round;
}

/** Each question's answer as it is counted: choices that were offered, or a short text. */
export function readAnswers(
  definition: RoundDefinition,
  data: Record<string, unknown>,
): Record<string, string> {
  const answers: Record<string, string> = {};
  for (const question of definition.questions) {
    const given = data[`${INPUT_PREFIX}${question.id}`];
    if (given === undefined || given === null || given === '') continue;
    if (typeof given !== 'string' && typeof given !== 'number') throw new Refusal('bad_input');
    const answer = readAnswer(question, String(given));
    if (answer) answers[question.id] = answer;
  }
  return answers;
}

function readAnswer(question: Question, value: string): string {
  const offered = (id: string) => question.choices.some((choice) => choice.id === id);
  if (question.kind === 'text') {
    const plain = inOneLine(value);
    if (plain.length > TEXT_LIMIT) throw new Refusal('text_too_long', { limit: TEXT_LIMIT });
    return plain;
  }
  // Several choices come as one text with commas, from every platform.
  const picked = question.kind === 'several' ? [...new Set(value.split(','))] : [value];
  if (!picked.every(offered)) throw new Refusal('bad_input');
  return picked.join(',');
}
