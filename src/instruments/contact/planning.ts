import { Temporal } from 'temporal-polyfill';
import { atLocal, localDate, nextDisturbable, onOrAfterWorkingDay } from '../../domain/calendar.ts';
import type { Role } from '../../domain/person.ts';
import { overOn, type WaveDefinition } from '../../domain/wave.ts';
import type { Occurrence } from '../../engine/instrument.ts';
import { peopleOfWave, reachable } from '../../engine/reach.ts';
import type { Turn } from '../../engine/turn.ts';
import { contactCampaign, noteContact, rolesToMeet, writtenTo } from '../../store/contact.ts';
import { doneOccurrences } from '../../store/occurrence.ts';
import { listPeople, type Person } from '../../store/person.ts';
import { contactOn } from './due.ts';
import { highest } from './roles.ts';

/** Days during which a card held back (a cap, a holiday, somebody's own days) is still worth sending. */
const USEFUL_DAYS = 7;

/** Somebody to be met, in which role, and from which date. */
type Meeting = { person: Person; role: Role; on: Temporal.PlainDate };

/**
 * The days on which a wave meets people: those ahead, and for whoever could not be met on theirs (no chat yet, a new
 * role, a card that was lost) the next working day on which they can. A day waits for the first of them who can be met:
 * a platform may be away at the hour of it. Nobody is met on J0: that day has its welcome.
 */
export async function meetings(turn: Turn, wave: WaveDefinition): Promise<Occurrence[]> {
  const planned = await toMeet(turn, wave);
  if (planned.length === 0) return [];
  const isDue = ({ on }: Meeting) => Temporal.PlainDate.compare(on, turn.today) <= 0;
  const able = new Set(
    (
      await reachable(
        turn,
        planned.filter(isDue).map(({ person }) => person),
      )
    ).map(({ id }) => id),
  );
  const done = await doneOccurrences(turn.tx);
  const dates = new Set<string>();
  for (const meeting of planned) {
    if (isDue(meeting) && !able.has(meeting.person.id)) continue;
    dates.add(dayFor(turn, wave, meeting.on, done).toString());
  }
  return [...dates]
    .filter((date) => date < overOn(wave).toString())
    .map((date) => ({
      key: keyOf(wave, date),
      at: atLocal(turn.calendar, Temporal.PlainDate.from(date), turn.calendar.hours.start),
      run: (inner) => meet(inner, wave),
    }));
}

function keyOf(wave: WaveDefinition, date: string): string {
  return `contact/${wave.id}/${date}`;
}

function dayFor(
  turn: Turn,
  wave: WaveDefinition,
  on: Temporal.PlainDate,
  done: ReadonlySet<string>,
): Temporal.PlainDate {
  // In the evening of the day before J0, the next moment is J0.
  const next = nextDisturbable(
    turn.calendar,
    { zone: turn.calendar.zone, days: turn.calendar.hours.days },
    turn.now,
  );
  const soonest = localDate(turn.calendar, next);
  let day = Temporal.PlainDate.compare(on, soonest) < 0 ? soonest : on;
  for (;;) {
    day = onOrAfterWorkingDay(turn.calendar, day);
    if (day.toString() !== wave.launchDate && !done.has(keyOf(wave, day.toString()))) return day;
    day = day.add({ days: 1 });
  }
}

/** The people of a wave, and whoever leads the programme for all, who have a card to get. */
async function toMeet(turn: Turn, wave: WaveDefinition): Promise<Meeting[]> {
  const roles = await rolesToMeet(turn.tx);
  if (roles.size === 0) return [];
  const ofWave = new Set((await peopleOfWave(turn, wave)).map(({ id }) => id));
  return (await listPeople(turn.tx)).flatMap((person) => {
    const role = highest(roles.get(person.id) ?? []);
    if (role === null || !(ofWave.has(person.id) || role === 'lead' || role === 'leadership')) return [];
    const on = contactOn(turn.calendar, turn.programme.surveys, wave, person, role);
    return { person, role, on };
  });
}

/** Plans the cards that are due. An agent who has had a message of ours before is met: nothing introduces it after. */
async function meet(turn: Turn, wave: WaveDefinition): Promise<void> {
  const due = (await toMeet(turn, wave)).filter(({ on }) => Temporal.PlainDate.compare(on, turn.today) <= 0);
  const able = new Set(
    (
      await reachable(
        turn,
        due.map(({ person }) => person),
      )
    ).map(({ id }) => id),
  );
  const known = await writtenTo(turn.tx, [...able]);
  const day = turn.today.toString();
  const cards = new Map<Role, Meeting[]>();
  for (const meeting of due) {
    const { person, role } = meeting;
    if (!able.has(person.id)) continue;
    await noteContact(turn.tx, person.id, person.roles, day);
    if (role === 'agent' && known.has(person.id)) continue;
    cards.set(role, [...(cards.get(role) ?? []), meeting]);
  }
  for (const [role, group] of cards) {
    const first = group.map(({ on }) => on).sort(Temporal.PlainDate.compare)[0] ?? turn.today;
    await turn.plan({
      campaign: contactCampaign(role, day),
      template: 'contact',
      params: { role, wave: wave.id },
      to: group.map(({ person }) => person),
      // As of the day it was due: what else is planned at this very moment leaves after it.
      at: atLocal(turn.calendar, first, turn.calendar.hours.start),
      until: turn.now.add({ hours: 24 * USEFUL_DAYS }),
      priority: 0,
    });
  }
}
