import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import type { Session } from '../../domain/session.ts';
import { type Instrument, verb } from '../../engine/instrument.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { markPresent } from './attendance.ts';
import { cafeData } from './card.ts';
import { command } from './command.ts';
import { drawMessage } from './message.ts';
import { drawList, drawReminder, drawSeat, drawWaiting, reminders } from './reminders.ts';
import { answer, fillSeats, standingOf } from './seats.ts';
import { findSession, hasStarted, isFor, isSoon, sessions } from './sessions.ts';

const rsvpSchema = z.object({
  session: z.string(),
  response: z.enum(['yes', 'no', 'maybe']),
  /** Tapped on a Café's own card, which is shown again. */
  card: z.literal(true).optional(),
});

/**
 * Café IA: invited in the weekly card, RSVP changeable, a waiting list that moves up by itself, a reminder the working
 * day before to those who come.
 */
export const cafe: Instrument = {
  name: 'cafe',
  occurrences: reminders,
  draw: {
    'cafe-reminder': drawReminder,
    'cafe-seat': drawSeat,
    'cafe-waiting': drawWaiting,
    'cafe-list': drawList,
    'cafe-message': drawMessage,
  },
  commands: [command],
  async openWeek(turn) {
    // Seats that nobody gave up in chat: of somebody who left, or of a larger room.
    for (const session of sessions(turn)) if (!hasStarted(turn, session)) await fillSeats(turn, session);
  },
  async weekly(turn, _week, person, state) {
    const next = await invitation(turn, person, state.session);
    return next ? cafeData(turn, next, person, '') : null;
  },
  verbs: [
    verb('cafe.rsvp', rsvpSchema, async (turn, { person, data, params }) => {
      const session = findSession(turn, data.session);
      if (!session) throw new Refusal('unknown_action');
      if (hasStarted(turn, session)) throw new Refusal('cafe_past');
      if (
        !isFor(session, person) &&
        !(data.response === 'no' && (await hasAnswered(turn, session, person)))
      ) {
        throw new Refusal('cafe_other_service');
      }
      await answer(turn, session, person, data.response);
      if (data.card || 'session' in params) {
        const shown = await cafeData(turn, session, person, text('cafe.heading'));
        return { mode: 'replace', template: 'cafe', data: shown };
      }
      return { mode: 'redraw', state: { session: session.id } };
    }),
    markPresent,
  ],
};

/** The Café just answered, else the next one without an answer, else the next one: an answer can be changed. */
async function invitation(turn: Turn, person: Person, answered: unknown): Promise<Session | null> {
  const soon = sessions(turn).filter((session) => isFor(session, person) && isSoon(turn, session));
  const just = soon.find(({ id }) => id === answered);
  if (just) return just;
  for (const session of soon) if (!(await hasAnswered(turn, session, person))) return session;
  return soon[0] ?? null;
}

/** Somebody who has can still give their seat up when they change services. */
async function hasAnswered(turn: Turn, session: Session, person: Person): Promise<boolean> {
  const { response, place } = await standingOf(turn, session, person);
  return response !== null || place !== null;
}
