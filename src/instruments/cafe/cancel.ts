import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { frenchMoment } from '../../engine/dates.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { findSession, type SessionInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { toTell } from './announce.ts';
import { announcedLines, decide, theirs } from './decide.ts';
import { isHostedBy, refuseStarted } from './sessions.ts';

const cancelSchema = z.object({ session: z.string(), sure: z.literal(true).optional() });
const restoreSchema = z.object({ session: z.string() });

/** One tap asks, the next one does it: a Café is not called off by accident. */
const cancelVerb = verb('cafe.cancel', cancelSchema, async (turn, { person, data }) => {
  const session = await theirs(turn, person, data.session);
  if (!data.sure) return askToCancel(turn, person, session, 'replace');
  const announced = await decide(turn, { ...session, cancelled: true }, person);
  const undo = { title: text('cafe.restore'), data: { v: 'cafe.restore', session: session.id } };
  return notice(
    text('cafe.cancel.done', { title: session.title }),
    announcedLines(announced),
    [undo],
    'replace',
  );
});

/** For a Café called off by mistake. One that is no longer in the file cannot come back from here. */
const restoreVerb = verb('cafe.restore', restoreSchema, async (turn, { person, data }) => {
  const session = await findSession(turn, data.session);
  if (!session || !isHostedBy(session, person)) throw new Refusal('cafe_other_service');
  refuseStarted(turn, session);
  if (!session.cancelled || session.base === '') throw new Refusal('unknown_action');
  const announced = await decide(turn, { ...session, cancelled: false }, person);
  return notice(text('cafe.restored', { title: session.title }), announcedLines(announced), [], 'replace');
});

export const cancelVerbs = [cancelVerb, restoreVerb];

export async function askToCancel(
  turn: Turn,
  author: Person,
  session: SessionInForce,
  mode: 'message' | 'replace',
): Promise<ReplyMessage> {
  const count = (await toTell(turn, session, author)).length;
  const lines = [
    text('cafe.where', { when: frenchMoment(session.starts), place: session.place }),
    text('cafe.cancel.ask', { count }),
  ];
  const button = {
    title: text('cafe.cancel.yes'),
    data: { v: 'cafe.cancel', session: session.id, sure: true },
  };
  return notice(text('cafe.cancel.title', { title: session.title }), lines, [button], mode);
}
