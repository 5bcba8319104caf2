import { z } from 'zod';
import { atLocal, workingDayBefore } from '../../domain/calendar.ts';
import type { Session } from '../../domain/session.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import type { CardData, Drawing, Drawn, Occurrence } from '../../engine/instrument.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { findPerson, listPeople, type Person } from '../../store/person.ts';
import { findRsvp, listComing } from '../../store/rsvp.ts';
import { listWaiting } from '../../store/waiting.ts';
import { cafeData } from './card.ts';
import { listCard } from './list.ts';
import { fillSeats } from './seats.ts';
import { findSession, sessions, startOf } from './sessions.ts';

const paramsSchema = z.object({ session: z.string() });

/** One reminder a Café, at nine on the working day before; Cafés belong to the first wave's season. */
export function reminders(turn: Turn, wave: WaveDefinition): Occurrence[] {
  if (wave !== turn.programme.waves[0]) return [];
  return sessions(turn).map((session) => ({
    key: `cafe/remind/${session.id}`,
    at: atLocal(turn.calendar, workingDayBefore(turn.calendar, session.starts.toPlainDate()), '09:00'),
    until: startOf(turn, session),
    run: (inner) => remind(inner, session),
  }));
}

/** Those who come, those who still wait, and the lead, who tells the person who hosts. */
async function remind(turn: Turn, session: Session): Promise<void> {
  await fillSeats(turn, session);
  const leads = (await listPeople(turn.tx)).filter((person) => person.roles.includes('lead'));
  await send('list', leads);
  await send('remind', await peopleOf(turn, await listComing(turn.tx, session.id)));
  await send('waiting', await peopleOf(turn, await listWaiting(turn.tx, session.id)));

  function send(what: 'list' | 'remind' | 'waiting', to: Person[]): Promise<void> {
    return turn.plan({
      campaign: `cafe/${what}/${session.id}`,
      template: what === 'remind' ? 'cafe-reminder' : `cafe-${what}`,
      params: { session: session.id },
      to,
      at: turn.now,
      until: startOf(turn, session),
      solicited: true,
      priority: 2,
    });
  }
}

async function peopleOf(turn: Turn, ids: string[]): Promise<Person[]> {
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
  const session = findSession(turn, paramsSchema.parse(params).session);
  if (!session || !person) return { skip: 'cancelled' };
  const data: CardData = await cafeData(turn, session, person, heading);
  return { card: 'cafe', data };
}

export async function drawList(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const session = findSession(turn, paramsSchema.parse(params).session);
  return session ? { card: 'notice', data: await listCard(turn, session) } : { skip: 'cancelled' };
}
