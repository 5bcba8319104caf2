import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { frenchInstant, frenchMoment } from '../../engine/dates.ts';
import { type Drawing, type Drawn, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { answerRound, definitionOf, hasAnswered, isOpen, requireInvited } from '../../engine/rounds.ts';
import { findSession } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { findRound, type RoundRow } from '../../store/round.ts';
import { isFeedback } from './feedback.ts';
import { ATTEMPTS, USEFUL } from './feedback-questions.ts';

const cardSchema = z.object({ session: z.string(), round: z.string() });

/** `ask`: the first question; `more`: it is answered, here is the second; `thanks`: both are. */
type Step = 'ask' | 'more' | 'thanks';

export async function drawFeedback(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const card = cardSchema.parse(params);
  const round = await findRound(turn.tx, card.round);
  if (!round || !isOpen(turn, round)) return { skip: 'too_late' };
  return { data: await feedbackData(turn, round, card.session, 'ask') };
}

export const feedbackVerbs = [
  verb(
    'cafe.feedback',
    cardSchema.extend({ useful: z.enum(USEFUL) }),
    async (turn, { person, data }) => {
      const round = await openRoundOf(turn, data.round);
      await answerRound(turn, round.id, person, { useful: data.useful });
      return reply(turn, round, data.session, 'more');
    },
    { confidential: true },
  ),
  verb(
    'cafe.attempt',
    cardSchema.extend({ attempt: z.enum(ATTEMPTS) }),
    async (turn, { person, data }) => {
      const round = await openRoundOf(turn, data.round);
      await requireInvited(turn, round, person);
      if (!(await hasAnswered(turn, round, person.id))) throw new Refusal('tap_first');
      await answerRound(turn, round.id, person, { attempt: data.attempt });
      return reply(turn, round, data.session, 'thanks');
    },
    { confidential: true },
  ),
  verb('cafe.edit', cardSchema, async (turn, { person, data }) => {
    const round = await openRoundOf(turn, data.round);
    await requireInvited(turn, round, person);
    return reply(turn, round, data.session, 'ask');
  }),
];

async function openRoundOf(turn: Turn, id: string): Promise<RoundRow> {
  const round = isFeedback(id) ? await findRound(turn.tx, id) : null;
  if (!round || !isOpen(turn, round)) throw new Refusal('round_closed');
  return round;
}

async function reply(turn: Turn, round: RoundRow, session: string, step: Step): Promise<ReplyMessage> {
  return {
    mode: 'replace',
    template: 'cafe-feedback',
    data: await feedbackData(turn, round, session, step),
  };
}

/** The same whatever was answered. */
async function feedbackData(turn: Turn, round: RoundRow, sessionId: string, step: Step) {
  const session = await findSession(turn, sessionId);
  const closes = frenchInstant(Temporal.Instant.from(round.closes_at), turn.calendar.zone);
  const { questions, thresholds } = definitionOf(round);
  const titleOf = (question: string) => questions.find(({ id }) => id === question)?.title ?? '';
  const button = (question: string, verbName: string) =>
    (questions.find(({ id }) => id === question)?.choices ?? []).map(({ id, title }) => ({
      title,
      data: { v: verbName, session: sessionId, round: round.id, [question]: id },
    }));
  return {
    ask: step === 'ask',
    more: step === 'more',
    thanks: step === 'thanks',
    session: sessionId,
    round: round.id,
    about: session
      ? text('cafe.feedback.about', { title: session.title, when: frenchMoment(session.starts) })
      : text('cafe.heading'),
    firstQuestion: titleOf('useful'),
    secondQuestion: titleOf('attempt'),
    useful: button('useful', 'cafe.feedback'),
    attempt: button('attempt', 'cafe.attempt'),
    until: text('cafe.feedback.until', { closes }),
    threshold: thresholds.figure,
  };
}
