import { Temporal } from 'temporal-polyfill';
import { createAgenda } from './agenda.ts';
import { type Behaviour, type Colleague, NEW, TYPED } from './behaviour.ts';
import type { Cast, Deed } from './cast.ts';
import { chanceOf } from './chance.ts';
import { createMemory, type Remembered } from './memory.ts';
import { minutesUntilDay } from './moments.ts';

/** Messages somebody may still answer, per chat: who looks further up? */
const CHAT_LENGTH = 5;
const MINUTE = 60_000;

export type CrowdOptions = {
  behaviour: Behaviour;
  people: readonly Colleague[];
  seed: number;
  /** Local J0, `YYYY-MM-DD`, in the organisation's zone. */
  launchDate: string;
  zone: string;
  /** When the crowd comes on stage: who has no app is known from then on. */
  opensAt: number;
  /** The channel that the leadership reads. */
  leadershipChannel: string;
};

/** Simulated people: each message may lead to an answer, an answer to another, and some act of their own accord. */
export function createCrowd(options: CrowdOptions): Cast {
  const { behaviour, seed, zone, leadershipChannel } = options;
  const people = new Map(options.people.map((person) => [person.id, person]));
  const leaders = options.people.filter((person) => person.roles.includes('leadership'));
  const launch = Temporal.PlainDate.from(options.launchDate).toZonedDateTime(zone);
  const agenda = createAgenda<Deed>();
  const memory = createMemory(CHAT_LENGTH);
  let replies = 0;
  for (const person of options.people) settleIn(person);

  return {
    receive(address, message, now) {
      const id = message.id ?? '';
      if (address === leadershipChannel) {
        const seen = memory.keep(address, id, message);
        for (const leader of leaders) react(leader, seen, NEW, address, now);
        return { outcome: 'delivered', platformId: id };
      }
      const person = people.get(address);
      if (!person) return { outcome: 'gone', reason: 'left' };
      if (now >= dayOf(behaviour.persona(person).blocksOn)) return { outcome: 'gone', reason: 'blocked' };
      react(person, memory.keep(address, id, message), NEW, null, now);
      return { outcome: 'delivered', platformId: id };
    },
    nextAt: agenda.nextAt,
    next: agenda.take,
    see({ person: id, place, act }, reply, now) {
      const person = people.get(id);
      if (!reply || !person || 'app' in act) return;
      const answered = 'data' in act && reply.mode === 'replace' ? act.data.m : undefined;
      const seen = memory.keep(place ?? id, answered ?? `reply ${++replies}`, reply.message);
      if (place === null) react(person, seen, 'data' in act ? act.data.v : TYPED, null, now);
    },
  };

  function react(
    person: Colleague,
    seen: Remembered | null,
    after: string,
    place: string | null,
    now: number,
  ): void {
    if (!seen || seen.offers.length === 0) return;
    const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
    for (const { afterMinutes, ...act } of behaviour.react(person, { ...seen, after }, local)) {
      agenda.add(now + afterMinutes * MINUTE, { person: person.id, place, act });
    }
  }

  /** Who has the app, and what each will do without being asked. */
  function settleIn(person: Colleague): void {
    const { installsOn, blocksOn } = behaviour.persona(person);
    const app = (state: 'installed' | 'removed', at: number) =>
      agenda.add(at, { person: person.id, place: null, act: { app: state } });
    if (installsOn !== 'start') app('removed', options.opensAt);
    else if (blocksOn !== null) app('installed', options.opensAt);
    if (typeof installsOn === 'number') app('installed', dayOf(installsOn));
    const chance = chanceOf(seed, 'errands', person.id);
    for (const { day, text } of behaviour.errands(person)) {
      const at = launch.epochMilliseconds + minutesUntilDay(chance, launch, day) * MINUTE;
      agenda.add(at, { person: person.id, place: null, act: { text } });
    }
  }

  /** Midday of a day of the programme; never, for null. */
  function dayOf(day: number | null): number {
    return day === null ? Number.POSITIVE_INFINITY : launch.add({ days: day, hours: 12 }).epochMilliseconds;
  }
}
