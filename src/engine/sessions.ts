import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Calendar } from '../domain/calendar.ts';
import { onceEach, oncePerText } from '../domain/once.ts';
import { byStart, isSameSchedule, type Session, scheduleOf, season } from '../domain/session.ts';
import { writesIn } from '../store/ready.ts';
import { listProposed, listSessionChanges, type SessionChange } from '../store/session.ts';
import { listSessionStates } from '../store/session-state.ts';
import type { Turn } from './turn.ts';

/**
 * A Café as it stands now. `told` is how those concerned know it (null: not met yet) and `sequence` how many times it
 * has changed for them; `moves` counts the changes of its start that were told; `marked`: its attendance is. `base` is
 * what a change made in chat takes the place of.
 */
export type SessionInForce = Session & {
  told: Session | null;
  sequence: number;
  moves: number;
  marked: boolean;
  base: string;
};

const storedSchema = z.object({
  id: z.string(),
  title: z.string(),
  starts: z.string().transform((starts) => Temporal.PlainDateTime.from(starts)),
  minutes: z.number(),
  place: z.string(),
  facilitator: z.string(),
  seats: z.number(),
  departments: z.array(z.string()),
  cancelled: z.boolean(),
});

type At = Pick<Turn, 'tx' | 'now' | 'calendar' | 'programme'>;

/** Cards drawn together ask the same: read again once something was written, or for another turn. */
const known = new WeakMap<
  Turn['tx'],
  Pick<Turn, 'now' | 'programme' | 'calendar'> & {
    writes: number;
    sessions: Promise<readonly SessionInForce[]>;
  }
>();

/**
 * All Cafés, held, coming and cancelled, in order: those of the file, those proposed in chat, each with what was
 * decided in chat since. One that was taken out of the file before it took place is cancelled; after, it was held.
 */
export function sessionsInForce(turn: At): Promise<readonly SessionInForce[]> {
  const { tx, now, programme, calendar } = turn;
  const writes = writesIn(tx);
  const found = known.get(tx);
  const isSame = found?.now === now && found.programme === programme && found.calendar === calendar;
  if (found?.writes === writes && isSame) return found.sessions;
  const sessions = readSessions(turn);
  sessions.catch(() => known.delete(tx));
  known.set(tx, { writes, now, programme, calendar, sessions });
  return sessions;
}

async function readSessions(turn: At): Promise<SessionInForce[]> {
  const { programme, calendar, tx } = turn;
  const [first] = programme.waves;
  const written = first ? season(calendar, programme.cafes, first.launchDate) : [];
  const proposed = (await listProposed(tx)).map(({ proposed_by: _, departments, ...row }) =>
    storedSchema.parse({ ...row, departments: JSON.parse(departments), cancelled: false }),
  );
  const changes = new Map((await listSessionChanges(tx)).map((change) => [change.session_id, change]));
  const own = new Map([...written, ...proposed].map((session) => [session.id, session]));
  const states = new Map((await listSessionStates(tx)).map((state) => [state.session_id, state]));
  return [...new Set([...own.keys(), ...states.keys()])].flatMap((id) => inForce(id)).sort(byStart);

  function inForce(id: string): SessionInForce | [] {
    const session = own.get(id);
    const state = states.get(id);
    const told = state ? readStored(state.told) : null;
    const now = session ? applied(session, changes.get(id)) : told && takenOut(turn, told);
    if (!now) return [];
    const ahead = told && !isSameSchedule(scheduleOf(told), scheduleOf(now)) ? 1 : 0;
    return {
      ...now,
      told,
      sequence: (state?.sequence ?? 0) + ahead,
      moves: state?.moves ?? 0,
      marked: (state?.marked_on ?? null) !== null,
      base: session ? changeBase(session) : '',
    };
  }
}

/** Asked for at each tick and each card. */
const readStored = oncePerText((text): Session => storedSchema.parse(JSON.parse(text)));

export async function findSession(turn: At, id: string): Promise<SessionInForce | null> {
  return (await sessionsInForce(turn)).find((session) => session.id === id) ?? null;
}

/** The instant a Café starts. */
export function startOf({ calendar }: Pick<Turn, 'calendar'>, { starts }: Session): Temporal.Instant {
  return instantOf(calendar, starts);
}

const instantOf = onceEach((calendar: Calendar, starts: Temporal.PlainDateTime) =>
  starts.toZonedDateTime(calendar.zone).toInstant(),
);

export function hasStarted(turn: Pick<Turn, 'calendar' | 'now'>, session: Session): boolean {
  return Temporal.Instant.compare(startOf(turn, session), turn.now) <= 0;
}

/** As it is stored where it can no longer be read elsewhere. */
export function storedSession({ starts, ...session }: Session): string {
  const { id, title, minutes, place, facilitator, seats, departments, cancelled } = session;
  const plain = { id, title, minutes, place, facilitator, seats, departments, cancelled };
  return JSON.stringify({ ...plain, starts: starts.toString({ smallestUnit: 'minute' }) });
}

function changeBase(session: Session): string {
  return JSON.stringify(scheduleOf(session));
}

/** Whether it is as the file, or whoever proposed it, says: nothing was decided in chat since. */
export function isAsWritten(session: SessionInForce): boolean {
  return session.base === changeBase(session);
}

/** The last to speak decides: a file edited since then makes what was said in chat void. */
function applied(session: Session, change: SessionChange | undefined): Session {
  if (!change || change.base !== changeBase(session)) return session;
  const starts = Temporal.PlainDateTime.from(change.starts);
  return { ...session, starts, place: change.place, cancelled: change.cancelled === 1 };
}

function takenOut(turn: Pick<Turn, 'calendar' | 'now'>, known: Session): Session {
  return { ...known, cancelled: known.cancelled || !hasStarted(turn, known) };
}
