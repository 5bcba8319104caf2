import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Address, Patience, Sighting } from '../channel.ts';
import { NotYet } from '../limits/gate.ts';
import { destinationOf } from './address.ts';
import { patiently, type SlackClient } from './client.ts';
import { deliveryOf, platformCode } from './failure.ts';
import { readLanded } from './send.ts';

/** Messages a page, and pages at most, the latest first: what is in doubt was sent lately. No clock is compared. */
const PAGE = 100;
const PAGES = 3;
/** Times a question is asked that Slack does not answer: asking changes nothing, and sending again may double. */
const TRIES = 4;

const History = z.object({
  messages: z.array(z.unknown()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});
/** One of ours, as `marked` in send.ts writes it. */
const Ours = z.object({
  ts: z.string(),
  metadata: z.object({ event_type: z.literal('percolateur'), event_payload: z.object({ id: z.string() }) }),
});

/**
 * Looks for a message of ours where it was sent, by the outbox id in its metadata. `earlier`: the `platformId` of one
 * that landed there before, which tells the channel of a direct message without asking. Never throws.
 */
export async function find(
  client: SlackClient,
  address: Address,
  id: string,
  earlier: string | null,
  patience: Patience,
): Promise<Sighting> {
  const destination = destinationOf(address);
  if (!destination) return { state: 'unknown' };
  const look = async () => {
    const known = earlier === null ? null : readLanded(earlier);
    const seen = known && (await lookInto(client, known.channel, id));
    if (seen) return seen;
    const channel = await channelOf(client, destination);
    return channel === null ? null : lookInto(client, channel, id);
  };
  try {
    return (await patiently.run(patience, look)) ?? { state: 'unknown' };
  } catch (error) {
    return sightingOf(error);
  }
}

/** null: there is no such channel, or not for us. */
async function lookInto(client: SlackClient, channel: string, id: string): Promise<Sighting | null> {
  try {
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page++) {
      const { messages, response_metadata } = History.parse(
        await insist(() =>
          client.conversations.history({
            channel,
            limit: PAGE,
            include_all_metadata: true,
            ...(cursor ? { cursor } : {}),
          }),
        ),
      );
      for (const message of messages) {
        const { data } = Ours.safeParse(message);
        if (data?.metadata.event_payload.id === id)
          return { state: 'found', platformId: JSON.stringify({ channel, ts: data.ts }) };
      }
      cursor = response_metadata?.next_cursor || undefined;
      if (!cursor) break;
    }
    return { state: 'absent' };
  } catch (error) {
    if (platformCode(error) === 'channel_not_found') return null;
    throw error;
  }
}

/** The channel of a direct message, which a user id alone does not tell. */
async function channelOf(client: SlackClient, destination: string): Promise<string | null> {
  if (!/^[UW]/.test(destination)) return destination;
  const { channel } = await insist(() => client.conversations.open({ users: destination }));
  return channel?.id ?? null;
}

async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (sightingOf(error).state !== 'unanswered' || tries === TRIES) throw error;
    }
  }
}

/** Not now, or no answer, when it passes; a right that is missing, or an answer without sense: Slack cannot be asked. */
function sightingOf(error: unknown): Sighting {
  if (error instanceof NotYet) return { state: 'later', afterSeconds: error.afterSeconds };
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { state: 'later', afterSeconds: error.retryAfter };
  if (error instanceof z.ZodError) return { state: 'unknown' };
  const { outcome } = deliveryOf(error);
  return { state: outcome === 'retry' || outcome === 'doubtful' ? 'unanswered' : 'unknown' };
}
