import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { isSameSchedule, type Session, scheduleOf } from '../../domain/session.ts';
import { stamp } from '../../engine/clock.ts';
import { reachable } from '../../engine/reach.ts';
import { hasStarted, type SessionInForce, startOf, storedSession } from '../../engine/sessions.ts';
import type { Turn } from '../../engine/turn.ts';
import { takeBackChanges } from '../../store/cafe-change.ts';
import { keepCafeQuestionsUntil } from '../../store/cafe-question.ts';
import { claimOccurrence } from '../../store/occurrence.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { listRsvps } from '../../store/rsvp.ts';
import { saveTold } from '../../store/session-state.ts';
import { listWaiting } from '../../store/waiting.ts';
import { reminderOf, sendList } from './reminders.ts';
import { canBeTold } from './seats.ts';

const scheduleSchema = z.object({
  starts: z.string(),
  minutes: z.number(),
  place: z.string(),
  cancelled: z.boolean(),
});
/** What a change is drawn from: `was` is the Café as its reader knows it. */
export const changeSchema = z.object({ session: z.string(), was: scheduleSchema });

/** Who is told, and those of them whom a message will not reach before the Café was to start. */
export type Announced = { told: number; missed: Person[] };

/** Not of a Café that is over, nor of one that was to begin already. */
export function isWorthTelling(turn: Turn, session: Session, told: Session): boolean {
  if (isSameSchedule(scheduleOf(told), scheduleOf(session))) return false;
  return !hasStarted(turn, session.cancelled ? told : session);
}

/**
 * Tells a change, once each, to those who said yes or maybe and to those who wait; when it was made in chat, to the
 * leads too, and not to its author. A change that has not left yet is taken back: its reader goes from what they know
 * to what is true now.
 */
export async function announce(
  turn: Turn,
  session: SessionInForce,
  author: Person | null,
): Promise<Announced> {
  const { told } = session;
  if (!told || !isWorthTelling(turn, session, told)) return { told: 0, missed: [] };
  const concerned = await toTell(turn, session, author);
  const ids = new Set([author?.id, ...concerned.map(({ id }) => id)]);
  const leads = author ? (await listPeople(turn.tx)).filter(({ roles }) => roles.includes('lead')) : [];
  const to = [...concerned, ...leads.filter(({ id }) => !ids.has(id))];
  const before = new Map(
    (await takeBackChanges(turn.tx, session.id)).map(({ personId, params }) => [
      personId,
      changeSchema.parse(params).was,
    ]),
  );
  await saveNew(turn, session, told);
  const wasOf = (person: Person) => JSON.stringify(before.get(person.id) ?? scheduleOf(told));
  for (const [was, people] of Map.groupBy(to, wasOf)) {
    await turn.plan({
      campaign: `cafe/change/${session.id}/${session.sequence}`,
      template: 'cafe-change',
      params: { session: session.id, was: scheduleSchema.parse(JSON.parse(was)) },
      to: people,
      at: turn.now,
      until: session.cancelled ? startOf(turn, told) : later(startOf(turn, told), startOf(turn, session)),
      solicited: true,
      priority: 1,
    });
  }
  return { told: concerned.length, missed: await missedBy(turn, session, told, concerned) };
}

/** Those who said yes or maybe, and those who wait; not who makes the change. */
export async function toTell(turn: Turn, session: Session, author: Person | null): Promise<Person[]> {
  const ids = new Set(await listWaiting(turn.tx, session.id));
  for (const { person_id, response } of await listRsvps(turn.tx, session.id)) {
    if (response !== 'no') ids.add(person_id);
  }
  return (await listPeople(turn.tx)).filter(({ id }) => ids.has(id) && id !== author?.id);
}

async function saveNew(turn: Turn, session: SessionInForce, told: Session): Promise<void> {
  const moved = !session.starts.equals(told.starts);
  const moves = session.moves + (moved ? 1 : 0);
  const { sequence } = session;
  await saveTold(turn.tx, session.id, { told: storedSession(session), sequence, moves });
  await keepCafeQuestionsUntil(turn.tx, session.id, session.starts.toPlainDate().toString());
  // Whoever hears of it now needs no reminder that was due before.
  const { key, at } = reminderOf(turn, { ...session, moves });
  if (Temporal.Instant.compare(at, turn.now) > 0) return;
  const done = { key, at: stamp(at), done_at: stamp(turn.now), outcome: 'done' };
  const isNew = await claimOccurrence(turn.tx, done);
  // It has no eve left, and whoever hosts it still has to know who comes.
  if (isNew && !session.cancelled) await sendList(turn, { ...session, moves });
}

/** Before the Café was to start, or will: whoever comes for nothing comes at the earlier of the two. */
async function missedBy(turn: Turn, session: Session, told: Session, concerned: Person[]): Promise<Person[]> {
  const starts = [startOf(turn, told), startOf(turn, session)].sort(Temporal.Instant.compare);
  const deadline = starts.find((start) => Temporal.Instant.compare(start, turn.now) > 0) ?? turn.now;
  const reached = new Set((await reachable(turn, concerned)).map(({ id }) => id));
  return concerned.filter((person) => !(reached.has(person.id) && canBeTold(turn, person, deadline)));
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a;
}
