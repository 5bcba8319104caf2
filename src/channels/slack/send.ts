import { createHash } from 'node:crypto';
import type { Address, Delivery, Outgoing, Patience } from '../channel.ts';
import { destinationOf } from './address.ts';
import type { Content } from './blocks.ts';
import { patiently, type SlackClient } from './client.ts';
import { deliveryOf } from './failure.ts';
import { type Landed, landedSchema, postWithPictures } from './pictures.ts';

/** One message of the outbox, to a person or a channel. Never throws: what went wrong is the answer. */
export async function send(
  client: SlackClient,
  address: Address,
  message: Outgoing,
  patience: Patience = {},
): Promise<Delivery> {
  const channel = destinationOf(address);
  if (!channel) return { outcome: 'gone', reason: 'not_installed' };
  try {
    const landed = await patiently.run(patience, () =>
      postWithPictures(client, message, (content) => post(client, channel, content, message.id)),
    );
    return { outcome: 'delivered', platformId: landed ? JSON.stringify(landed) : null };
  } catch (error) {
    return deliveryOf(error);
  }
}

/** Changes a message where it landed, for a `platformId` that `send` gave. Never throws. */
export async function update(
  client: SlackClient,
  platformId: string,
  message: Outgoing,
  patience: Patience = {},
): Promise<Delivery> {
  const landed = readLanded(platformId);
  if (!landed) return { outcome: 'gone', reason: 'platform_error' };
  try {
    await patiently.run(patience, () =>
      postWithPictures(client, message, (content) => rewrite(client, landed, content, message.id)),
    );
    return { outcome: 'delivered', platformId };
  } catch (error) {
    return deliveryOf(error);
  }
}

/** Shows something else in place of a message. */
export async function rewrite(
  client: SlackClient,
  { channel, ts }: { channel: string; ts: string },
  content: Content,
  id: string | null,
): Promise<Landed> {
  await client.chat.update({ channel, ts, ...content, ...marked(id), parse: 'none', link_names: false });
  return { channel, ts };
}

/** Where a message landed, for a `platformId` that `send` gave; null: it is not one of Slack's. */
export function readLanded(platformId: string): { channel: string; ts: string } | null {
  try {
    return landedSchema.safeParse(JSON.parse(platformId)).data ?? null;
  } catch {
    return null;
  }
}

/** Posts for everybody in `channel`. `id` marks it as the outbox's, so that a message in doubt can be looked for. */
export async function post(
  client: SlackClient,
  channel: string,
  content: Content,
  id: string | null,
): Promise<Landed> {
  const posted = await client.chat.postMessage({
    channel,
    ...content,
    ...marked(id),
    ...onlyOnce(id),
    mrkdwn: false,
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  });
  return posted.channel && posted.ts ? { channel: posted.channel, ts: posted.ts } : null;
}

/** Slack's own id for a client's message, the same at each try: a retry of what did arrive is not posted again. */
function onlyOnce(id: string | null) {
  if (!id) return {};
  const hex = createHash('sha256').update(id).digest('hex');
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return { client_msg_id: groups.join('-') };
}

/** The mark of a logical message: the same at each try, so that doubles can be seen. */
export function marked(id: string | null) {
  return id ? { metadata: { event_type: 'percolateur', event_payload: { id } } } : {};
}
