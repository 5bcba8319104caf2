import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { atLocal, workingDayBefore } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import { type Session, season } from '../../domain/session.ts';
import type { WaveDefinition } from '../../domain/wave.ts';
import { frenchMoment } from '../../engine/dates.ts';
import {
  type CardData,
  type Drawing,
  type Drawn,
  type Instrument,
  type Occurrence,
  verb,
} from '../../engine/instrument.ts';
import { noticeData } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { findPerson, listPeople, type Person } from '../../store/person.ts';
import { countRsvps, findRsvp, listRsvps, saveRsvp } from '../../store/rsvp.ts';

/** A Café is shown in the weekly card from three weeks before. */
const AHEAD_DAYS = 21;

const paramsSchema = z.object({ session: z.string() });

/** Café IA: invited in the weekly card, RSVP changeable, reminded the working day before to those who come. */
export const cafe: Instrument = {
  name: 'cafe',
  occurrences: reminders,
  draw: { 'cafe-reminder': drawReminder, 'cafe-list': drawList },
  async weekly(turn, _week, person, state) {
    const next = await invitation(turn, person, state.session);
    return next ? cafeData(turn, next, person) : null;
  },
  verbs: [
    verb(
      'cafe.rsvp',
      z.object({ session: z.string(), response: z.enum(['yes', 'no', 'maybe']) }),
      async (turn, { person, data, params }) => {
        const session = sessions(turn).find(({ id }) => id === data.session);
        if (!session || !isFor(session, person)) throw new Refusal('unknown_action');
        if (startOf(turn, session) <= turn.now.epochMilliseconds) throw new Refusal('cafe_past');
        if (data.response === 'yes') await requireSeat(turn, session, person);
        await saveRsvp(turn.tx, session.id, person.id, data.response, turn.today.toString());
        if ('session' in params) {
          return { mode: 'replace', template: 'cafe-reminder', data: await cafeData(turn, session, person) };
        }
        return { mode: 'redraw', state: { session: session.id } };
      },
    ),
  ],
};

function sessions(turn: Turn): Session[] {
  const [first] = turn.programme.waves;
  return first ? season(turn.calendar, turn.programme.cafes, first.launchDate) : [];
}

function isFor(session: Session, person: Person): boolean {
  return session.departments.length === 0 || session.departments.includes(person.department);
}

/** The Café just answered, else the next one without an answer, else the next one: an answer can be changed. */
async function invitation(turn: Turn, person: Person, answered: unknown): Promise<Session | null> {
  const soon = sessions(turn).filter((session) => isFor(session, person) && isSoon(turn, session));
  const just = soon.find(({ id }) => id === answered);
  if (just) return just;
  for (const session of soon) if (!(await findRsvp(turn.tx, session.id, person.id))) return session;
  return soon[0] ?? null;
}

function startOf(turn: Turn, session: Session): number {
  return session.starts.toZonedDateTime(turn.calendar.zone).epochMilliseconds;
}

function isSoon(turn: Turn, session: Session): boolean {
  const start = startOf(turn, session);
  const limit = turn.now.add({ hours: 24 * AHEAD_DAYS }).epochMilliseconds;
  return start > turn.now.epochMilliseconds && start <= limit;
}

async function requireSeat(turn: Turn, session: Session, person: Person): Promise<void> {
  if ((await findRsvp(turn.tx, session.id, person.id)) === 'yes') return;
  if ((await countRsvps(turn.tx, session.id, 'yes')) >= session.seats) throw new Refusal('cafe_full');
}

async function cafeData(turn: Turn, session: Session, person: Person): Promise<CardData> {
  const taken = await countRsvps(turn.tx, session.id, 'yes');
  const response = await findRsvp(turn.tx, session.id, person.id);
  return {
    id: session.id,
    title: session.title,
    when: frenchMoment(session.starts),
    place: session.place,
    facilitator: session.facilitator,
    minutes: session.minutes,
    mine: response ? text(`cafe.mine.${response}`) : '',
    seats: text('cafe.seats', { left: Math.max(session.seats - taken, 0) }),
    full: taken >= session.seats && response !== 'yes',
  };
}

/** One reminder a Café, at nine on the working day before; Cafés belong to the first wave's season. */
function reminders(turn: Turn, wave: WaveDefinition): Occurrence[] {
  if (wave !== turn.programme.waves[0]) return [];
  return sessions(turn).map((session) => {
    const date = workingDayBefore(turn.calendar, session.starts.toPlainDate());
    const start = Temporal.Instant.fromEpochMilliseconds(startOf(turn, session));
    return {
      key: `cafe/remind/${session.id}`,
      at: atLocal(turn.calendar, date, '09:00'),
      until: start,
      run: (inner) => remind(inner, session, start),
    };
  });
}

async function remind(turn: Turn, session: Session, until: Temporal.Instant): Promise<void> {
  const coming: Person[] = [];
  for (const { person_id, response } of await listRsvps(turn.tx, session.id)) {
    const person = response === 'yes' ? await findPerson(turn.tx, person_id) : null;
    if (person && !person.leftOn) coming.push(person);
  }
  await turn.plan({
    campaign: `cafe/list/${session.id}`,
    template: 'cafe-list',
    params: { session: session.id },
    to: (await listPeople(turn.tx)).filter((person) => person.roles.includes('lead')),
    at: turn.now,
    until,
    solicited: true,
    priority: 2,
  });
  await turn.plan({
    campaign: `cafe/remind/${session.id}`,
    template: 'cafe-reminder',
    params: { session: session.id },
    to: coming,
    at: turn.now,
    until,
    solicited: true,
    priority: 2,
  });
}

async function drawReminder(turn: Turn, { person, params }: Drawing): Promise<Drawn> {
  const { session: id } = paramsSchema.parse(params);
  const session = sessions(turn).find((candidate) => candidate.id === id);
  if (!session || !person) return { skip: 'cancelled' };
  return { data: await cafeData(turn, session, person) };
}

/** Who comes, for the lead, who tells the person who hosts. */
async function drawList(turn: Turn, { params }: Drawing): Promise<Drawn> {
  const { session: id } = paramsSchema.parse(params);
  const session = sessions(turn).find((candidate) => candidate.id === id);
  if (!session) return { skip: 'cancelled' };
  const names: string[] = [];
  for (const { person_id, response } of await listRsvps(turn.tx, id)) {
    const person = response === 'yes' ? await findPerson(turn.tx, person_id) : null;
    if (person && !person.leftOn)
      names.push(text('cafe.list.person', { name: person.name, department: person.department }));
  }
  const count = text('cafe.list.count', {
    count: names.length,
    seats: session.seats,
    when: frenchMoment(session.starts),
  });
  return {
    card: 'notice',
    data: noticeData(text('cafe.list.title', { title: session.title }), [count, ...names.sort()]),
  };
}
