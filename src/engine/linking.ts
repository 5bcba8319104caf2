import type { Channel } from '../channels/channel.ts';
import type { ChannelName } from '../domain/person.ts';
import {
  linkPerson,
  listAddresses,
  listEverybody,
  type Person,
  removeAddress,
  saveAddress,
} from '../store/person.ts';
import type { InTurn } from './schedule.ts';
import type { Turn } from './turn.ts';

type Roster = Awaited<ReturnType<NonNullable<Channel['roster']>>>;

/** Meets the people whom a platform knows without having met them: by the account of the people file, else by e-mail. */
export async function linkPeople(inTurn: InTurn, channels: ReadonlyMap<ChannelName, Channel>): Promise<void> {
  for (const channel of channels.values()) {
    const roster = await channel.roster?.();
    if (roster) await inTurn((turn) => link(turn, channel.name, roster));
  }
}

/**
 * Writes what is new only. An address known already keeps its state: that somebody has an account says nothing of
 * whether they have blocked us, which deliveries and their own words tell. One that is gone, and whose account is gone
 * too, is forgotten: should the account come back, it is met anew.
 */
async function link(turn: Turn, channel: ChannelName, roster: Roster): Promise<void> {
  const everybody = await listEverybody(turn.tx);
  const byAccount = new Map(everybody.map((person) => [person.slackId, person]));
  const byEmail = new Map(everybody.map((person) => [person.email, person]));
  const addresses = (await listAddresses(turn.tx)).filter((row) => row.channel === channel);
  const known = new Map(addresses.map((row) => [row.personId, row.address]));
  const listed = new Set(roster.map(({ address }) => address));
  for (const { personId, address, state } of addresses) {
    if (state === 'not_installed' && !listed.has(address)) await removeAddress(turn.tx, personId, channel);
  }
  const declared = new Set(turn.programme.people.flatMap(({ id, slackId }) => (slackId ? [id] : [])));
  const matched = new Set(roster.flatMap(({ platformId }) => byAccount.get(platformId)?.id ?? []));
  for (const { platformId, address, email } of roster) {
    const named = byAccount.get(platformId);
    const person: Person | undefined = named ?? (email === null ? undefined : byEmail.get(email));
    if (!person || (!named && matched.has(person.id))) continue;
    if (person.channel && person.channel !== channel) continue;
    // The list names another account: an e-mail does not take its place.
    if (!named && declared.has(person.id)) continue;
    if (!named) await linkPerson(turn.tx, person.id, { slackId: platformId });
    matched.add(person.id);
    if (known.get(person.id) === address) continue;
    await saveAddress(turn.tx, { personId: person.id, channel, address, state: 'ok' });
  }
}
