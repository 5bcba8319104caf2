import type { Inbound, Sender } from '../channels/channel.ts';
import {
  findPerson,
  findPersonBy,
  linkPerson,
  listAddresses,
  noteStranger,
  type Person,
  saveAddress,
} from '../store/person.ts';
import type { AddressState } from '../store/schema.ts';
import { firstTime } from './inbox.ts';
import type { InTurn } from './schedule.ts';
import { tellLeads } from './strangers.ts';
import type { Turn } from './turn.ts';

/** Who a platform says is speaking, when we have met them there. */
export async function findSender(turn: Turn, sender: Sender): Promise<Person | null> {
  if (sender.personId) return findPerson(turn.tx, sender.personId);
  if (sender.aadId) return findPersonBy(turn.tx, 'aad_id', sender.aadId);
  if (sender.slackId) return findPersonBy(turn.tx, 'slack_id', sender.slackId);
  return null;
}

/** Somebody not met yet, or met elsewhere: a platform account is matched by its e-mail, once. */
export async function introduce(
  inTurn: InTurn,
  { sender, channel }: Pick<Inbound, 'sender' | 'channel'>,
): Promise<{ person: Person | null; email: string | null }> {
  const known = await inTurn((turn) => findSender(turn, sender));
  if (known || !sender.email) return { person: known, email: null };
  const email = (await sender.email())?.toLowerCase() ?? null;
  if (email === null) return { person: null, email };
  const person = await inTurn(async (turn) => {
    const found = await findPersonBy(turn.tx, 'email', email);
    if (!found || (await isAnothers(turn, found, { sender, channel }))) return null;
    await linkPerson(turn.tx, found.id, sender);
    return found;
  });
  return { person, email };
}

/**
 * Whether somebody is known there by an account that still is theirs: the one the list names, or one that can be
 * reached. Another with the same e-mail does not speak for them: the leads hear of it as of a stranger.
 */
async function isAnothers(
  turn: Turn,
  person: Person,
  { sender, channel }: Pick<Inbound, 'sender' | 'channel'>,
): Promise<boolean> {
  const accountOf = (one: { aadId?: string | null; slackId?: string | null }) =>
    (channel === 'teams' ? one.aadId : one.slackId) ?? null;
  const account = accountOf(person);
  if (account === null || account === accountOf(sender)) return false;
  const listed = turn.programme.people.find(({ id }) => id === person.id);
  if (listed && accountOf(listed) !== null) return true;
  const rows = await listAddresses(turn.tx, [person.id]);
  const known = rows.find((row) => row.channel === channel);
  // Slack's addresses are forgotten with their account; in Teams, no address is somebody who spoke in channels only.
  return known ? known.state !== 'not_installed' : channel === 'teams';
}

/**
 * Where somebody can be reached is never written in the transaction of a confidential answer. True when it was not
 * known before.
 */
export async function keepAddress(turn: Turn, event: Inbound, person: Person): Promise<boolean> {
  const { address, channel } = event;
  if (address === null) return false;
  const isNew = !(await isKept(turn, event, person));
  const state = stateAfter(event);
  if (isNew) await saveAddress(turn.tx, { personId: person.id, channel, address, state });
  return isNew;
}

/** Whether that is where we know to find them, in the state the event tells. */
export async function isKept(turn: Turn, event: Inbound, person: Person): Promise<boolean> {
  const rows = await listAddresses(turn.tx, [person.id]);
  const known = rows.find((row) => row.channel === event.channel);
  return known?.address === event.address && known?.state === stateAfter(event);
}

function stateAfter(event: Inbound): AddressState {
  return event.kind === 'removed' ? 'not_installed' : 'ok';
}

/**
 * An account on no list: written down, and the leads are told, once. True when it is to be told too: on arrival
 * (platforms announce it twice), and at each word after that.
 */
export async function noteArrival(inTurn: InTurn, event: Inbound, email: string | null): Promise<boolean> {
  if (event.kind === 'removed') return false;
  const platformId = event.sender.aadId ?? event.sender.slackId ?? '';
  return inTurn(async (turn) => {
    const isNew = await noteStranger(turn.tx, event.channel, platformId, turn.today.toString());
    if (isNew) await tellLeads(turn, event.channel, email ?? platformId);
    return event.kind === 'installed' ? isNew : firstTime(turn, `${event.channel}:${event.eventId}`);
  });
}
