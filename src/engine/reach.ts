import type { DeliveryReason } from '../channels/channel.ts';
import type { Availability } from '../domain/calendar.ts';
import type { ChannelName } from '../domain/person.ts';
import { isOfWave, type WaveDefinition, waveOf } from '../domain/wave.ts';
import { type AddressRow, listAddresses, listPeople, type Person } from '../store/person.ts';
import type { Turn } from './turn.ts';

/** Where a message to somebody goes, or why it cannot. */
export type Route = { channel: ChannelName; address: string } | { reason: DeliveryReason };

/**
 * A person has exactly one channel: the one of the people file, else Teams when a conversation is known, else
 * Slack when the e-mail matched, else the sandbox where it runs.
 */
export function routeOf(
  person: Person,
  addresses: readonly AddressRow[],
  channels: ReadonlySet<ChannelName>,
  today: string,
): Route {
  if (person.leftOn) return { reason: 'left' };
  if (person.pausedUntil && person.pausedUntil > today) return { reason: 'paused' };
  if (person.channel === 'none') return { reason: 'no_channel' };
  const wanted: ChannelName[] = person.channel ? [person.channel] : ['teams', 'slack'];
  const running = wanted.filter((channel) => channels.has(channel));
  for (const channel of running) {
    const known = addresses.find((row) => row.channel === channel);
    if (known) return known.state === 'ok' ? { channel, address: known.address } : { reason: known.state };
  }
  if (channels.has('sandbox') && (running.length === 0 || !person.channel)) {
    const known = addresses.find((row) => row.channel === 'sandbox');
    if (known && known.state !== 'ok') return { reason: known.state };
    return { channel: 'sandbox', address: person.id };
  }
  return { reason: 'not_installed' };
}

/** When a person may be disturbed: in their own zone and on their own days where they have some. */
export function availabilityOf(turn: Pick<Turn, 'calendar'>, person: Person): Availability {
  return { zone: person.zone ?? turn.calendar.zone, days: person.days ?? turn.calendar.hours.days };
}

/** The people of a wave who have not left: nobody is in two waves at once. */
export async function peopleOfWave(
  turn: Pick<Turn, 'tx' | 'today' | 'programme'>,
  wave: WaveDefinition,
): Promise<Person[]> {
  const { waves } = turn.programme;
  const ours = new Map<string, boolean>();
  return (await listPeople(turn.tx)).filter(({ department }) => {
    const known = ours.get(department) ?? isOfWave(waves, wave, department, turn.today);
    ours.set(department, known);
    return known;
  });
}

/** The wave somebody is in today, or null. */
export function waveOfPerson(turn: Pick<Turn, 'today' | 'programme'>, person: Person): WaveDefinition | null {
  return waveOf(turn.programme.waves, person.department, turn.today);
}

/** Those of them a card can be sent to today: the invited of a round. */
export async function reachable(turn: Turn, people: Person[]): Promise<Person[]> {
  const routes = await routesOf(turn, people);
  return people.filter((person) => {
    const route = routes.get(person.id);
    return route !== undefined && 'channel' in route;
  });
}

/** The route of each person, by id. */
export async function routesOf(turn: Turn, people: Person[]): Promise<Map<string, Route>> {
  const addresses = new Map<string, AddressRow[]>();
  for (const row of await listAddresses(turn.tx)) {
    addresses.set(row.personId, [...(addresses.get(row.personId) ?? []), row]);
  }
  const today = turn.today.toString();
  return new Map(
    people.map((person) => [
      person.id,
      routeOf(person, addresses.get(person.id) ?? [], turn.channels, today),
    ]),
  );
}
