import { z } from 'zod';
import { textAfter } from '../../domain/command.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Session } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import { type Drawing, type Drawn, type Order, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice, noticeData } from '../../engine/notice.ts';
import { newId } from '../../engine/random.ts';
import { findSession, type SessionInForce, startOf } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { countCafeMessages, findCafeMessage, saveCafeMessage } from '../../store/cafe-message.ts';
import { findPerson, listPeople, type Person } from '../../store/person.ts';
import { findRsvp, listComing } from '../../store/rsvp.ts';
import { MOST_CHOICES, othersOf } from './choices.ts';
import { theirs } from './decide.ts';
import { hosted } from './sessions.ts';
import { unreachedLine } from './unreached.ts';

/** Characters of a message to those who come. */
const LONGEST = 500;
/** Messages a Café: they are outside the weekly cap, and nobody signed up to more. */
const MOST = 3;

const paramsSchema = z.object({ session: z.string(), message: z.string() });
const messageSchema = z.object({
  session: z.string(),
  words: z.string().max(10_000).default(''),
  sure: z.literal(true).optional(),
});

/** `cafe message <texte>`: shows whom it would reach, at the first Café one looks after; nothing leaves before a tap. */
export async function offerMessage(turn: Turn, order: Order): Promise<ReplyMessage> {
  const [first] = await hosted(turn, order);
  if (!first) return notice(text('cafe.heading'), [text('cafe.none')]);
  const words = textAfter(order.line, 2);
  if (words === '') return notice(text('cafe.heading'), [text('cafe.message.empty')]);
  return askToSend(turn, order.person, first, checked(words), 'message');
}

/** Asks again for another Café; with `sure`, sends. */
export const messageVerb = verb('cafe.message', messageSchema, async (turn, { person, data }) => {
  const session = await theirs(turn, person, data.session);
  const words = checked(data.words.trim());
  if (words === '') throw new Refusal('empty_answer');
  if (!data.sure) return askToSend(turn, person, session, words, 'replace');
  return send(turn, person, session, words);
});

function checked(words: string): string {
  if (words.length > LONGEST) throw new Refusal('text_too_long', { limit: LONGEST });
  return words;
}

async function askToSend(
  turn: Turn,
  person: Person,
  session: SessionInForce,
  words: string,
  mode: 'message' | 'replace',
): Promise<ReplyMessage> {
  const { id, title } = session;
  const sent = await countCafeMessages(turn.tx, id);
  const readers = await readersOf(turn, person, session);
  const { length: count } = readers;
  const isFull = sent >= MOST;
  const lines = [
    text('cafe.message.to', { title, when: frenchMoment(session.starts), count }),
    ...(await unreachedLine(turn, readers)),
    isFull
      ? text('refusal.cafe_messages', { most: MOST })
      : text('cafe.message.words', { words: oneLine(words) }),
  ];
  const data = (session: string) => ({ v: 'cafe.message', session, words });
  const send = { title: text('cafe.message.send'), data: { ...data(id), sure: true } };
  const others = othersOf(await hosted(turn, { person }), session, data, MOST_CHOICES - 1);
  return notice(text('cafe.message.ask'), lines, [...(isFull || count === 0 ? [] : [send]), ...others], mode);
}

function oneLine(words: string): string {
  return words.replace(/\s*[\r\n]+\s*/g, ' ');
}

/** Signed. They signed up to the Café, so it is outside the weekly cap. */
async function send(
  turn: Turn,
  person: Person,
  session: SessionInForce,
  words: string,
): Promise<ReplyMessage> {
  if ((await countCafeMessages(turn.tx, session.id)) >= MOST)
    throw new Refusal('cafe_messages', { most: MOST });
  const to = await readersOf(turn, person, session);
  const done = text('cafe.message.sent', { count: to.length, title: session.title });
  if (to.length > 0) await planMessage(turn, person, session, words, to);
  return notice(text('cafe.heading'), [done], [], 'replace');
}

/** Those who come, but for its author. */
async function readersOf(turn: Turn, author: Person, session: Session): Promise<Person[]> {
  const coming = new Set(await listComing(turn.tx, session.id));
  return (await listPeople(turn.tx)).filter(({ id }) => coming.has(id) && id !== author.id);
}

async function planMessage(turn: Turn, person: Person, session: Session, words: string, to: Person[]) {
  const id = newId(turn.random);
  // Messages are kept for a year: the text is not in them, and goes when the Café is over.
  await saveCafeMessage(turn.tx, {
    id,
    session_id: session.id,
    person_id: person.id,
    words,
    last_on: session.starts.toPlainDate().toString(),
  });
  await turn.plan({
    campaign: `cafe/message/${session.id}/${id}`,
    template: 'cafe-message',
    params: { session: session.id, message: id },
    to,
    at: turn.now,
    until: startOf(turn, session),
    solicited: true,
    priority: 2,
  });
}

/** Not to somebody who has given their seat up since. */
export async function drawMessage(turn: Turn, { person, params }: Drawing): Promise<Drawn> {
  const { session: id, message: messageId } = paramsSchema.parse(params);
  const session = await findSession(turn, id);
  const message = await findCafeMessage(turn.tx, messageId);
  const author = message && (await findPerson(turn.tx, message.person_id));
  const response = person && (await findRsvp(turn.tx, id, person.id));
  if (!session || session.cancelled || !message || !author || response !== 'yes')
    return { skip: 'cancelled' };
  const lines = message.words.split(/\s*[\r\n]+\s*/);
  const about = text('cafe.message.about', { title: session.title, when: frenchMoment(session.starts) });
  return {
    card: 'notice',
    data: noticeData(text('cafe.message.title', { name: author.name }), [...lines, about]),
  };
}
