import { z } from 'zod';
import { atLocal, workingDayBefore } from '../../domain/calendar.ts';
import type { Drawing, Drawn, Occurrence } from '../../engine/instrument.ts';
import { findSession, type SessionInForce, startOf } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { findPerson, listPeople, type Person } from '../../store/person.ts';
import { findRsvp, listComing } from '../../store/rsvp.ts';
import { findProposed } from '../../store/session.ts';
import { listWaiting } from '../../store/waiting.ts';
import { cafeData } from './card.ts';
import { listCard } from './list.ts';
import { fillSeats } from './seats.ts';

const paramsSchema = z.object({ session: z.string() });

/** One reminder a Café and date, none of a cancelled one. */
export function reminders(turn: Turn, sessions: readonly SessionInForce[]): Occurrence[] {
  const held = sessions.filter(({ cancelled }) => !cancelled);
  return held.map((session) => ({
    ...reminderOf(turn, session),
    until: startOf(turn, session),
    // Cafés are everybody's, and those who come have asked for it.
    evenIf: 'ended',
    run: (inner) => remind(inner, session.id),
  }));
}

/** At nine on the working day before; again for a new date. */
export function reminderOf({ calendar }: Pick<Turn, 'calendar'>, session: SessionInForce) {
  const day = workingDayBefore(calendar, session.starts.toPlainDate());
  return { key: `cafe/remind/${datedId(session)}`, at: atLocal(calendar, day, '09:00') };
}

function datedId({ id, moves }: SessionInForce): string {
  return moves === 0 ? id : `${id}/${moves}`;
}

/** Those who come, those who still wait; and who tells whoever hosts: the lead, or whoever proposed it. */
async function remind(turn: Turn, id: string): Promise<void> {
  const session = await findSession(turn, id);
  if (!session || session.cancelled) return;
  await fillSeats(turn, session);
  await sendList(turn, session);
  await send(turn, session, 'remind', await peopleOf(turn, await listComing(turn.tx, id)));
  await send(turn, session, 'waiting', await peopleOf(turn, await listWaiting(turn.tx, id)));
}

/** Who comes, to the leads and to whoever proposed it; once a date. */
export async function sendList(turn: Turn, session: SessionInForce): Promise<void> {
  const proposer = (await findProposed(turn.tx, session.id))?.proposed_by;
  const people = await listPeople(turn.tx);
  const hosts = people.filter((person) => person.roles.includes('lead') || person.id === proposer);
  await send(turn, session, 'list', hosts);
}

async function send(turn: Turn, session: SessionInForce, what: 'list' | 'remind' | 'waiting', to: Person[]) {
  await turn.plan({
    campaign: `cafe/${what}/${datedId(session)}`,
    template: what === 'remind' ? 'cafe-reminder' : `cafe-${what}`,
    params: { session: session.id },
    to,
    at: turn.now,
    until: startOf(turn, session),
    solicited: true,
    priority: 2,
  });
}

async function peopleOf(turn: Turn, ids: readonly string[]): Promise<Person[]> {
  const people = await Promise.all(ids.map((id) => findPerson(turn.tx, id)));
  return people.filter((person) => person !== null);
}

export async function drawReminder(turn: Turn, drawing: Drawing): Promise<Drawn> {
  return drawCafe(turn, drawing, text('cafe.heading.reminder'));
}

/** « A seat was freed »: not to somebody who has given it up since. */
export async function drawSeat(turn: Turn, drawing: Drawing): Promise<Drawn> {
  const { session } = paramsSchema.parse(drawing.params);
  const response = drawing.person && (await findRsvp(turn.tx, session, drawing.person.id));
  return response === 'yes' ? drawCafe(turn, drawing, text('cafe.heading.seat')) : { skip: 'cancelled' };
}

/** « Still full »: not to somebody who has got a seat or given up since. */
export async function drawWaiting(turn: Turn, drawing: Drawing): Promise<Drawn> {
  const { session } = paramsSchema.parse(drawing.params);
  const waiting = await listWaiting(turn.tx, session);
  return waiting.includes(drawing.person?.id ?? '')
    ? drawCafe(turn, drawing, text('cafe.heading.waiting'))
    : { skip: 'cancelled' };
}

async function drawCafe(turn: Turn, { person, params }: Drawing, heading: string): Promise<Drawn> {
  const session = await findSession(turn, paramsSchema.parse(params).session);
  if (!session || session.cancelled || !person) return { skip: 'cancelled' };
  return { card: 'cafe', data: await cafeData(turn, session, person, heading) };
}

export async function drawList(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const session = await findSession(turn, paramsSchema.parse(params).session);
  if (!session || session.cancelled) return { skip: 'cancelled' };
  return { card: 'notice', data: await listCard(turn, session) };
}
