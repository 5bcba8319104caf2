import { z } from 'zod';
import type { Session } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import type { Drawing, Drawn } from '../../engine/instrument.ts';
import { noticeData } from '../../engine/notice.ts';
import { findSession, startOf } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { findPerson, listPeople, type Person } from '../../store/person.ts';
import { findProposed, saveProposed } from '../../store/session.ts';
import { keepKnown } from './known.ts';

/** Adds a Café to the season, and tells the leads. */
export async function create(turn: Turn, person: Person, session: Session): Promise<void> {
  const { id, title, minutes, place, facilitator, seats, departments } = session;
  const starts = session.starts.toString({ smallestUnit: 'minute' });
  await saveProposed(turn.tx, {
    ...{ id, title, starts, minutes, place, facilitator, seats },
    departments: JSON.stringify(departments),
    proposed_by: person.id,
  });
  await keepKnown(turn, session);
  const leads = (await listPeople(turn.tx)).filter(
    (one) => one.roles.includes('lead') && one.id !== person.id,
  );
  await turn.plan({
    campaign: `cafe/proposed/${id}`,
    template: 'cafe-proposed',
    params: { session: id },
    to: leads,
    at: turn.now,
    until: startOf(turn, session),
    solicited: true,
  });
}

/** To the lead: who proposes what. */
export async function drawProposed(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { session: id } = z.object({ session: z.string() }).parse(params);
  const session = await findSession(turn, id);
  const by = (await findProposed(turn.tx, id))?.proposed_by;
  const author = by ? await findPerson(turn.tx, by) : null;
  if (!session || session.cancelled || !author) return { skip: 'cancelled' };
  const { name, department } = author;
  const lines = [text('cafe.proposed.by', { name, department }), ...linesOf(session)];
  return {
    card: 'notice',
    data: noticeData(text('cafe.proposed.title'), [...lines, text('cafe.proposed.undo')]),
  };
}

/** What it is, in three lines. */
export function linesOf(session: Session): string[] {
  const { title, place, facilitator, minutes, seats } = session;
  return [
    title,
    text('cafe.where', { when: frenchMoment(session.starts), place }),
    text('cafe.propose.how', { facilitator, minutes, seats }),
  ];
}
