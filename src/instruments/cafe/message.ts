import { z } from 'zod';
import { textAfter } from '../../domain/command.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Session } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import type { Drawing, Drawn, Order, ReplyMessage } from '../../engine/instrument.ts';
import { notice, noticeData } from '../../engine/notice.ts';
import { newId } from '../../engine/random.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { countCafeMessages, findCafeMessage, saveCafeMessage } from '../../store/cafe-message.ts';
import { findPerson, listPeople } from '../../store/person.ts';
import { findRsvp, listComing } from '../../store/rsvp.ts';
import { findSession, startOf } from './sessions.ts';

/** Characters of a message to those who come. */
const LONGEST = 500;
/** Messages a Café: they are outside the weekly cap, and nobody signed up to more. */
const MOST = 3;

const paramsSchema = z.object({ session: z.string(), message: z.string() });

/** `cafe message <texte>`: to those who come to the next Café, signed. They signed up to it, so it is outside the cap. */
export async function sendMessage(turn: Turn, order: Order, session: Session): Promise<ReplyMessage> {
  const words = textAfter(order.line, 2);
  if (words === '') return notice(text('cafe.heading'), [text('cafe.message.empty')]);
  if (words.length > LONGEST) throw new Refusal('text_too_long', { limit: LONGEST });
  if ((await countCafeMessages(turn.tx, session.id)) >= MOST)
    throw new Refusal('cafe_messages', { most: MOST });
  const coming = new Set(await listComing(turn.tx, session.id));
  const to = (await listPeople(turn.tx)).filter(({ id }) => coming.has(id) && id !== order.person.id);
  const done = notice(text('cafe.heading'), [
    text('cafe.message.sent', { count: to.length, title: session.title }),
  ]);
  if (to.length === 0) return done;
  const id = newId(turn.random);
  // Messages are kept for a year: the text is not in them, and goes when the Café is over.
  await saveCafeMessage(turn.tx, {
    id,
    session_id: session.id,
    person_id: order.person.id,
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
  return done;
}

/** Not to somebody who has given their seat up since. */
export async function drawMessage(turn: Turn, { person, params }: Drawing): Promise<Drawn> {
  const { session: id, message: messageId } = paramsSchema.parse(params);
  const session = findSession(turn, id);
  const message = await findCafeMessage(turn.tx, messageId);
  const author = message && (await findPerson(turn.tx, message.person_id));
  const response = person && (await findRsvp(turn.tx, id, person.id));
  if (!session || !message || !author || response !== 'yes') return { skip: 'cancelled' };
  const lines = message.words.split(/\s*[\r\n]+\s*/);
  const about = text('cafe.message.about', { title: session.title, when: frenchMoment(session.starts) });
  return {
    card: 'notice',
    data: noticeData(text('cafe.message.title', { name: author.name }), [...lines, about]),
  };
}
