import type { ChannelName } from '../domain/person.ts';
import { leadershipAddresses } from '../store/leadership-channel.ts';
import type { Route } from './reach.ts';
import type { Turn } from './turn.ts';

/** The sandbox's one channel. */
export const SANDBOX_CHANNEL = 'channel:direction';

/** Where digests go: the channel bound by `bilan ici`, else the programme file's, else the sandbox's. */
export async function leadershipRoute(turn: Turn): Promise<Route> {
  const bound = await leadershipAddresses(turn.tx);
  for (const channel of ['teams', 'slack'] satisfies ChannelName[]) {
    if (!turn.channels.has(channel)) continue;
    const address =
      bound.find((row) => row.channel === channel)?.address ?? turn.programme.leadershipChannel[channel];
    if (address) return { channel, address };
  }
  if (turn.channels.has('sandbox')) return { channel: 'sandbox', address: SANDBOX_CHANNEL };
  return { reason: 'channel_unbound' };
}
