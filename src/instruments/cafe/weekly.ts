import type { CardData, Week } from '../../engine/instrument.ts';
import type { SessionInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { findRsvp } from '../../store/rsvp.ts';
import { listWaiting } from '../../store/waiting.ts';
import { cafeData } from './card.ts';
import { coming, isClose, isFor, isSoon } from './sessions.ts';

/** Cafés on one weekly card: more would push the rest out of sight. */
export const MOST_SHOWN = 2;

/** Its lines in the weekly card: one or two invitations, or where one stands. */
export async function weeklyPart(
  turn: Turn,
  _week: Week,
  person: Person,
  state: Record<string, unknown>,
): Promise<CardData | null> {
  const sessions = await shownOn(turn, person, state.shown);
  if (sessions.length === 0) return null;
  const shown = sessions.map(({ id }) => id).join(',');
  const cafes: CardData[] = [];
  let pressing = false;
  let quiet = true;
  for (const session of sessions) {
    const answered = await hasAnswered(turn, session, person);
    const data = await cafeData(turn, session, person, '');
    const mine = data.question ? text('cafe.mine.question', { mine: String(data.mine) }) : data.mine;
    cafes.push({ ...data, mine, shown });
    // Answered, it is no reason to send a card; just answered on this one, it does not move under the finger.
    pressing ||= isClose(turn, session) && (!answered || session.id === state.session);
    quiet &&= answered;
  }
  return { cafes, pressing, quiet };
}

/** As they were when one of them was answered, else what a card invites to now. */
async function shownOn(turn: Turn, person: Person, shown: unknown): Promise<SessionInForce[]> {
  const ids = typeof shown === 'string' ? shown.split(',') : [];
  const open = await openTo(turn, person);
  const kept = open
    .filter(({ id }) => ids.includes(id))
    .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  return kept.length > 0 ? kept.slice(0, MOST_SHOWN) : invitedTo(turn, open, person);
}

/**
 * The next ones without an answer, those for some services only first; when all are answered, the next one: an answer
 * can be changed.
 */
export async function invitations(turn: Turn, person: Person): Promise<SessionInForce[]> {
  return invitedTo(turn, await openTo(turn, person), person);
}

async function invitedTo(turn: Turn, open: SessionInForce[], person: Person): Promise<SessionInForce[]> {
  const unanswered: SessionInForce[] = [];
  for (const session of open) if (!(await hasAnswered(turn, session, person))) unanswered.push(session);
  return unanswered.length > 0 ? byNearness(unanswered).slice(0, MOST_SHOWN) : open.slice(0, 1);
}

/** What is for some services only comes first: nobody else will come to it. */
export function byNearness<T extends { departments: readonly string[] }>(sessions: readonly T[]): T[] {
  const isOwn = ({ departments }: T) => departments.length > 0;
  return [...sessions.filter(isOwn), ...sessions.filter((one) => !isOwn(one))];
}

async function openTo(turn: Turn, person: Person): Promise<SessionInForce[]> {
  return (await coming(turn)).filter((session) => isFor(session, person) && isSoon(turn, session));
}

/** Somebody who has can still give their seat up when they change services. */
export async function hasAnswered(turn: Turn, session: SessionInForce, person: Person): Promise<boolean> {
  if ((await findRsvp(turn.tx, session.id, person.id)) !== null) return true;
  return (await listWaiting(turn.tx, session.id)).includes(person.id);
}
