import { z } from 'zod';
import { normalise } from '../../domain/command.ts';
import { Refusal } from '../../domain/errors.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { findSession, type SessionInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { cafeData } from './card.ts';
import { answer } from './seats.ts';
import { isFor, refuseStarted } from './sessions.ts';
import { hasAnswered, invitations } from './weekly.ts';

const rsvpSchema = z.object({
  session: z.string(),
  response: z.enum(['yes', 'no', 'maybe']),
  /** Tapped on a Café's own card, which is shown again. */
  card: z.literal(true).optional(),
  /** The Cafés of the weekly card it was tapped on, joined by commas: they stay where they are. */
  shown: z.string().max(200).optional(),
});

export const rsvpVerbs = [
  verb('cafe.rsvp', rsvpSchema, async (turn, { person, data, params }) => {
    const session = await findSession(turn, data.session);
    if (!session) throw new Refusal('unknown_action');
    if (session.cancelled) throw new Refusal('cafe_cancelled');
    refuseStarted(turn, session);
    if (!isFor(session, person) && !(data.response === 'no' && (await hasAnswered(turn, session, person)))) {
      throw new Refusal('cafe_other_service');
    }
    await answer(turn, session, person, data.response);
    if (data.card || 'session' in params) return cafeCard(turn, session, person, 'replace');
    return { mode: 'redraw', state: { session: session.id, shown: data.shown ?? session.id } };
  }),
  verb('cafe.show', z.object({ session: z.string() }), async (turn, { person, data }) => {
    const session = await findSession(turn, data.session);
    if (!session || !isFor(session, person)) throw new Refusal('cafe_other_service');
    return cafeCard(turn, session, person, 'message');
  }),
];

async function cafeCard(
  turn: Turn,
  session: SessionInForce,
  person: Person,
  mode: 'message' | 'replace',
): Promise<ReplyMessage> {
  return { mode, template: 'cafe', data: await cafeData(turn, session, person, text('cafe.heading')) };
}

/** « Je viens », typed: to the Café the weekly card would speak of, and which it is is said back. */
export async function typedYes(turn: Turn, person: Person, words: string): Promise<ReplyMessage | null> {
  const known = text('cafe.typed.yes')
    .split('|')
    .map((wording) => normalise(wording));
  if (!known.includes(words)) return null;
  const [session] = await invitations(turn, person);
  if (!session) return null;
  await answer(turn, session, person, 'yes');
  return cafeCard(turn, session, person, 'message');
}
