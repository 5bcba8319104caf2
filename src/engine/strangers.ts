import type { ChannelName } from '../domain/person.ts';
import { listPeople } from '../store/person.ts';
import { newId } from './random.ts';
import type { Turn } from './turn.ts';

/** Days during which it is still worth telling. */
const DAYS = 7;

/** Tells the leads of an account that is on no list, so that they add it to the people file, or leave it. */
export async function tellLeads(turn: Turn, channel: ChannelName, account: string): Promise<void> {
  await turn.plan({
    campaign: `stranger/${newId(turn.random)}`,
    template: 'stranger',
    params: { channel, account },
    to: (await listPeople(turn.tx)).filter((person) => person.roles.includes('lead')),
    at: turn.now,
    until: turn.now.add({ hours: 24 * DAYS }),
    solicited: true,
  });
}
