import type { Channel } from '../channels/channel.ts';
import type { ChannelName } from '../domain/person.ts';
import { findPersonBy, linkPerson, type Person, saveAddress } from '../store/person.ts';
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

async function link(turn: Turn, channel: ChannelName, roster: Roster): Promise<void> {
  const people = new Map<string, Person>();
  const matched = new Set<string>();
  for (const { platformId } of roster) {
    const person = await findPersonBy(turn.tx, 'slack_id', platformId);
    if (person) people.set(platformId, person);
    if (person) matched.add(person.id);
  }
  for (const { platformId, address, email } of roster) {
    const named = people.get(platformId);
    const person = named ?? (email ? await findPersonBy(turn.tx, 'email', email) : null);
    if (!person || (!named && matched.has(person.id))) continue;
    if (person.channel && person.channel !== channel) continue;
    if (!named) await linkPerson(turn.tx, person.id, { slackId: platformId });
    await saveAddress(turn.tx, { personId: person.id, channel, address, state: 'ok' });
  }
}
