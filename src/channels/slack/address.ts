import { z } from 'zod';
import type { Address } from '../channel.ts';

const Destination = z.union([
  z.object({ user: z.string().min(1) }).strict(),
  z.object({ channel: z.string().min(1) }).strict(),
]);

/** Somebody in private, by their Slack user id (`U…`, `W…`). */
export function userAddress(user: string): Address {
  return JSON.stringify({ user });
}

/** A channel, by its id (`C…`, `G…`). */
export function channelAddress(channel: string): Address {
  return JSON.stringify({ channel });
}

/**
 * What `chat.postMessage` calls the channel: a user id opens the direct message by itself. A bare id is what an
 * operator writes in the programme file. Null: not ours.
 */
export function destinationOf(address: Address): string | null {
  if (/^[CGDUW][A-Z0-9]+$/.test(address)) return address;
  let value: unknown;
  try {
    value = JSON.parse(address);
  } catch {
    return null;
  }
  const parsed = Destination.safeParse(value);
  if (!parsed.success) return null;
  return 'user' in parsed.data ? parsed.data.user : parsed.data.channel;
}

/** Direct messages have ids in `D`; everything else is seen by several people. */
export function isPrivate(channel: string): boolean {
  return channel.startsWith('D');
}
