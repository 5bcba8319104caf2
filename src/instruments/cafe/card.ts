import type { Session } from '../../domain/session.ts';
import { unusual } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import type { CardData } from '../../engine/instrument.ts';
import { availabilityOf } from '../../engine/reach.ts';
import { hasStarted, type SessionInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { type Standing, standingOf } from './seats.ts';

/** Characters of a question for whoever hosts. */
export const LONGEST_QUESTION = 200;

/** A Café as one person sees it: what it is, where they stand, and what they can say. */
export async function cafeData(
  turn: Turn,
  session: SessionInForce,
  person: Person,
  heading: string,
): Promise<CardData> {
  const standing = await standingOf(turn, session, person);
  const open = !session.cancelled && !hasStarted(turn, session);
  const yes = standing.response === 'yes';
  const interested = yes || standing.response === 'maybe' || standing.place !== null;
  return {
    heading,
    note: '',
    id: session.id,
    title: session.title,
    when: whenText(turn, session, person),
    place: session.place,
    facilitator: session.facilitator,
    minutes: session.minutes,
    open,
    mine: open ? mine(standing) : '',
    seats: open ? text('cafe.seats', { left: standing.free, waiting: standing.waiting }) : '',
    yes: text(standing.free > 0 || yes || standing.place ? 'cafe.yes' : 'cafe.wait'),
    no: text(standing.place ? 'cafe.no.waiting' : yes ? 'cafe.no.coming' : 'cafe.no'),
    question: open && interested,
    questionLength: LONGEST_QUESTION,
    calendar: yes ? calendarUrl(turn, session) : '',
    calendarTitle: text(
      session.cancelled
        ? 'cafe.calendar.remove'
        : session.sequence > 0
          ? 'cafe.calendar.update'
          : 'cafe.calendar.add',
    ),
  };
}

/** When it is; and that it is outside what its reader works, where it is so. */
export function whenText(turn: Turn, session: Session, person: Person): string {
  const when = frenchMoment(session.starts);
  const what = unusual(turn.calendar, session, availabilityOf(turn, person));
  return what ? text(`cafe.when.${what}`, { when }) : when;
}

function mine({ response, place }: Standing): string {
  if (place !== null) return text('cafe.mine.waiting', { place });
  return response ? text(`cafe.mine.${response}`) : '';
}

/** Where its calendar file is; empty when nobody outside can reach us. */
function calendarUrl(turn: Turn, session: Session): string {
  return turn.publicUrl === null ? '' : `${turn.publicUrl}/cafes/${encodeURIComponent(session.id)}.ics`;
}
