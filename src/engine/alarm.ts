import type { ChannelName } from '../domain/person.ts';
import { haltedSince, setHalted } from '../store/halt.ts';
import { listAddresses, listPeople, type Person } from '../store/person.ts';
import { stamp } from './clock.ts';
import { routeOf } from './reach.ts';
import type { Turn } from './turn.ts';

/** Hours during which the news that a platform refuses us is worth reading. */
const HOURS = 72;

/**
 * A platform refuses our credentials: noted, for whoever looks from outside, and told once to the leads who can be
 * reached elsewhere. A restart in the meantime does not tell it again. False: it was known.
 */
export async function alarm(turn: Turn, channel: ChannelName): Promise<boolean> {
  if ((await haltedSince(turn.tx, channel)) !== null) return false;
  const since = stamp(turn.now);
  await setHalted(turn.tx, channel, since);
  const leads = (await listPeople(turn.tx)).filter(({ roles }) => roles.includes('lead'));
  const to: Person[] = [];
  for (const lead of leads) {
    const addresses = await listAddresses(turn.tx, [lead.id]);
    const route = routeOf(lead, addresses, turn.channels, turn.today.toString());
    if ('channel' in route && route.channel !== channel) to.push(lead);
  }
  if (to.length === 0) return true;
  await turn.plan({
    campaign: `credentials/${channel}/${since}`,
    template: 'credentials',
    params: { channel },
    to,
    at: turn.now,
    until: turn.now.add({ hours: HOURS }),
    solicited: true,
    priority: 0,
  });
  return true;
}

/** The platform takes what we send. False: it was not known to refuse. */
export async function allClear(turn: Turn, channel: ChannelName): Promise<boolean> {
  if ((await haltedSince(turn.tx, channel)) === null) return false;
  await setHalted(turn.tx, channel, null);
  return true;
}
