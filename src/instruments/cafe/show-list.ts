import { z } from 'zod';
import { type Order, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import type { SessionInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { othersOf } from './choices.ts';
import { theirs } from './decide.ts';
import { listCard } from './list.ts';
import { hosted } from './sessions.ts';

/** `cafe liste`: of the first Café one looks after, and a button for each of the others. */
export async function showList(turn: Turn, { person }: Order): Promise<ReplyMessage> {
  const [first] = await hosted(turn, { person });
  return first ? listOf(turn, person, first, 'message') : notice(text('cafe.heading'), [text('cafe.none')]);
}

export const listVerb = verb('cafe.list', z.object({ session: z.string() }), async (turn, { person, data }) =>
  listOf(turn, person, await theirs(turn, person, data.session), 'replace'),
);

async function listOf(
  turn: Turn,
  person: Person,
  session: SessionInForce,
  mode: 'message' | 'replace',
): Promise<ReplyMessage> {
  const others = othersOf(await hosted(turn, { person }), session, (id) => ({ v: 'cafe.list', session: id }));
  return { mode, template: 'notice', data: await listCard(turn, session, others) };
}
