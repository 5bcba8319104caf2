import { Temporal } from 'temporal-polyfill';
import { frenchDay } from '../../engine/dates.ts';
import type { Reading } from '../../engine/instrument.ts';
import { sessionsInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Person } from '../../store/person.ts';
import { rowsAbout } from '../../store/personal.ts';

/** What somebody said to Cafés, where they were, what they wrote to those who come, and what they proposed. */
export async function cafePersonal(turn: Reading, { id }: Person): Promise<string[]> {
  const { tx } = turn;
  const sessions = new Map((await sessionsInForce(turn)).map((session) => [session.id, session]));
  const named = (sessionId: string) => {
    const session = sessions.get(sessionId);
    if (!session) return text('cafe.personal.old', { id: sessionId });
    const day = frenchDay(session.starts.toPlainDate(), true);
    return text('cafe.personal.named', { day, title: session.title });
  };
  const rsvps = await rowsAbout(tx, 'rsvp', id);
  const waiting = await rowsAbout(tx, 'waiting', id);
  const attendance = await rowsAbout(tx, 'attendance', id);
  const messages = await rowsAbout(tx, 'cafe_message', id);
  const proposed = await rowsAbout(tx, 'session', id);
  return [
    ...rsvps.map((row) =>
      text(`cafe.personal.${row.response}`, { cafe: named(row.session_id), day: longDay(row.on_day) }),
    ),
    ...waiting.map((row) =>
      text('cafe.personal.waiting', { cafe: named(row.session_id), day: longDay(row.on_day) }),
    ),
    ...attendance.map((row) => text('cafe.personal.present', { cafe: named(row.session_id) })),
    ...messages.map(({ session_id, words }) =>
      text('cafe.personal.message', { cafe: named(session_id), words }),
    ),
    ...proposed.map((row) => text('cafe.personal.proposed', { cafe: named(row.id) })),
  ];
}

function longDay(day: string): string {
  return frenchDay(Temporal.PlainDate.from(day));
}
