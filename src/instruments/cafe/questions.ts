import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { createMask } from '../../domain/masking.ts';
import { inOneLine } from '../../domain/plain-text.ts';
import type { Session } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import { type Order, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { newId } from '../../engine/random.ts';
import { findSession, type SessionInForce, sessionsInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listCafeQuestions, saveCafeQuestion } from '../../store/cafe-question.ts';
import { listEverybody, type Person } from '../../store/person.ts';
import { cafeData, LONGEST_QUESTION } from './card.ts';
import { othersOf } from './choices.ts';
import { hostedOf, isFor, isHostedBy, isOver, refuseStarted } from './sessions.ts';

/** Questions a Café: nobody is noted with theirs, so that the limit is everybody's together. */
const MOST = 30;

const questionSchema = z.object({ session: z.string(), question: z.string().max(10_000).default('') });

/**
 * A question for whoever hosts, without its author: no row of a person is written with it, names in it are masked, it
 * has no date, and it is forgotten the day after the Café. The reply never repeats it.
 */
export const askQuestion = verb(
  'cafe.question',
  questionSchema,
  async (turn, { person, data: { session: id, question } }) => {
    const session = await findSession(turn, id);
    if (!session) throw new Refusal('unknown_action');
    if (session.cancelled) throw new Refusal('cafe_cancelled');
    refuseStarted(turn, session);
    if (!isFor(session, person)) throw new Refusal('cafe_other_service');
    const words = inOneLine(question);
    if (words === '') throw new Refusal('empty_answer');
    if (words.length > LONGEST_QUESTION) throw new Refusal('text_too_long', { limit: LONGEST_QUESTION });
    if ((await listCafeQuestions(turn.tx, session.id)).length >= MOST) {
      throw new Refusal('cafe_questions', { most: MOST });
    }
    const mask = createMask((await listEverybody(turn.tx)).map(({ name }) => name));
    await saveCafeQuestion(turn.tx, {
      id: newId(turn.random),
      session_id: session.id,
      words: mask(words),
      last_on: session.starts.toPlainDate().toString(),
    });
    const data = await cafeData(turn, session, person, text('cafe.heading'));
    return { mode: 'replace', template: 'cafe', data: { ...data, note: text('cafe.question.sent') } };
  },
  { confidential: true },
);

/** `cafe questions`: those asked before the first Café one looks after, until it is over; a button for each other. */
export async function showQuestions(turn: Turn, { person }: Order): Promise<ReplyMessage> {
  const [first] = await askedOf(turn, person);
  if (!first) return notice(text('cafe.heading'), [text('cafe.none')]);
  return questionsOf(turn, person, first, 'message');
}

export const questionsVerb = verb(
  'cafe.questions',
  z.object({ session: z.string() }),
  async (turn, { person, data }) => {
    const session = await findSession(turn, data.session);
    if (!session) throw new Refusal('unknown_action');
    if (!isHostedBy(session, person)) throw new Refusal('cafe_other_service');
    if (session.cancelled) throw new Refusal('cafe_cancelled');
    if (isOver(turn, session)) throw new Refusal('cafe_past');
    return questionsOf(turn, person, session, 'replace');
  },
);

async function askedOf(turn: Turn, person: Person): Promise<SessionInForce[]> {
  const sessions = await sessionsInForce(turn);
  return hostedOf(
    turn,
    sessions.filter((session) => !session.cancelled && !isOver(turn, session)),
    person,
  );
}

async function questionsOf(
  turn: Turn,
  person: Person,
  session: SessionInForce,
  mode: 'message' | 'replace',
): Promise<ReplyMessage> {
  const about = text('cafe.questions.about', { title: session.title, when: frenchMoment(session.starts) });
  const asked = await questionLines(turn, session);
  const lines = [about, ...(asked.length > 0 ? asked : [text('cafe.questions.none')])];
  const others = othersOf(await askedOf(turn, person), session, (id) => ({
    v: 'cafe.questions',
    session: id,
  }));
  return notice(text('cafe.questions.title'), lines, others, mode);
}

/** One a line; none: no line. */
export async function questionLines(turn: Turn, session: Session): Promise<string[]> {
  const questions = await listCafeQuestions(turn.tx, session.id);
  return questions.map((question) => text('cafe.questions.line', { question }));
}
