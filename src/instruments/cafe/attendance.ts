import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import type { Session } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import { type Order, type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { findSession, hasStarted, sessionsInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { listAttendance, saveAttendance } from '../../store/attendance.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { listRsvps } from '../../store/rsvp.ts';
import { setMarked } from '../../store/session-state.ts';
import { listWaiting } from '../../store/waiting.ts';
import { askFeedback } from './feedback.ts';
import { keepKnown } from './known.ts';
import { isHostedBy } from './sessions.ts';

/** `present`: ids, as a card's multiple choice joins them. */
const presentSchema = z.object({ session: z.string(), present: z.string().max(10_000).default('') });

/** `cafe presence`: who was at the last Café that has begun, among those who had answered; what is marked is ticked. */
export async function askPresent(turn: Turn, { person }: Order): Promise<ReplyMessage> {
  const session = (await sessionsInForce(turn)).findLast(
    (candidate) => !candidate.cancelled && isHostedBy(candidate, person) && hasStarted(turn, candidate),
  );
  const people = session ? await expected(turn, session) : [];
  if (!session || people.length === 0) {
    return notice(text('cafe.heading'), [text(session ? 'cafe.presence.nobody' : 'cafe.presence.none')]);
  }
  return {
    mode: 'message',
    template: 'cafe-attendance',
    data: {
      id: session.id,
      title: session.title,
      when: frenchMoment(session.starts),
      present: (await listAttendance(turn.tx, session.id)).join(','),
      people: people.map(({ id, name, department }) => ({
        value: id,
        title: text('cafe.list.person', { name, department }),
      })),
    },
  };
}

export const markPresent = verb('cafe.attendance', presentSchema, async (turn, { person, data }) => {
  const session = await findSession(turn, data.session);
  if (!session) throw new Refusal('unknown_action');
  if (session.cancelled) throw new Refusal('cafe_cancelled');
  if (!isHostedBy(session, person)) throw new Refusal('cafe_other_service');
  if (!hasStarted(turn, session)) throw new Refusal('cafe_not_begun');
  const present = [...new Set(data.present.split(',').filter((id) => id !== ''))];
  const known = new Set((await expected(turn, session)).map(({ id }) => id));
  if (!present.every((id) => known.has(id))) throw new Refusal('bad_input');
  await saveAttendance(turn.tx, session.id, present, turn.today.toString());
  await keepKnown(turn, session);
  await setMarked(turn.tx, session.id, turn.today.toString());
  const feedback = await askFeedback(turn, { ...session, marked: true });
  const done = text('cafe.presence.done', { count: present.length, title: session.title });
  const lines = [done, text(`cafe.presence.feedback.${feedback}`), text('cafe.presence.again')];
  return notice(text('cafe.presence.title'), lines, [], 'replace');
});

/** Those who came without a seat too: whoever answered « yes » or « maybe », or waited for one. By name. */
async function expected(turn: Turn, session: Session): Promise<Person[]> {
  const ids = new Set(await listWaiting(turn.tx, session.id));
  for (const { person_id, response } of await listRsvps(turn.tx, session.id)) {
    if (response !== 'no') ids.add(person_id);
  }
  const people = (await listPeople(turn.tx)).filter(({ id }) => ids.has(id));
  return people.sort((a, b) => a.name.localeCompare(b.name, 'fr'));
}
