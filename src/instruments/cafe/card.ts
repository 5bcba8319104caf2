import type { Session } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import type { CardData } from '../../engine/instrument.ts';
import { availabilityOf } from '../../engine/reach.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { type Standing, standingOf } from './seats.ts';

/** A Café as one person sees it: what it is, where they stand, and what they can say. */
export async function cafeData(
  turn: Turn,
  session: Session,
  person: Person,
  heading: string,
): Promise<CardData> {
  const standing = await standingOf(turn, session, person);
  const works = availabilityOf(turn, person).days.includes(session.starts.dayOfWeek);
  const coming = standing.response === 'yes';
  return {
    heading,
    id: session.id,
    title: session.title,
    when: text(works ? 'cafe.when' : 'cafe.when.off', { when: frenchMoment(session.starts) }),
    place: session.place,
    facilitator: session.facilitator,
    minutes: session.minutes,
    mine: mine(standing),
    seats: text('cafe.seats', { left: standing.free, waiting: standing.waiting }),
    yes: text(standing.free > 0 || coming || standing.place ? 'cafe.yes' : 'cafe.wait'),
    no: text(standing.place ? 'cafe.no.waiting' : coming ? 'cafe.no.coming' : 'cafe.no'),
    calendar: coming ? calendarUrl(turn, session) : '',
  };
}

function mine({ response, place }: Standing): string {
  if (place !== null) return text('cafe.mine.waiting', { place });
  return response ? text(`cafe.mine.${response}`) : '';
}

/** Where its calendar file is; empty when nobody outside can reach us. */
function calendarUrl(turn: Turn, session: Session): string {
  return turn.publicUrl === null ? '' : `${turn.publicUrl}/cafes/${encodeURIComponent(session.id)}.ics`;
}
