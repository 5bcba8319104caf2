import { setTimeout as wait } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Outgoing } from '../channel.ts';
import { NotYet } from '../limits/gate.ts';
import { type Content, compose } from './blocks.ts';
import { CALL_TIMEOUT, type SlackClient } from './client.ts';
import type { Picture } from './draft.ts';
import { platformCode } from './failure.ts';

/** Slack takes a moment to digest an upload; until then it refuses blocks that show it. Milliseconds. */
const DIGESTION = [500, 1500];

type Image = Outgoing['images'][number];

/** Where a message landed, when it landed somewhere a file can follow. */
export const landedSchema = z.object({ channel: z.string(), ts: z.string() });
export type Landed = z.infer<typeof landedSchema> | null;

/**
 * Posts a message with its pictures, once. Pictures are uploaded first and shown by image blocks; when Slack will not
 * have them the message goes without, its charts replaced by their fallback, and the files follow in its thread.
 * `post` must throw when, and only when, nothing was posted.
 */
export async function postWithPictures(
  client: SlackClient,
  message: Outgoing,
  post: (content: Content) => Promise<Landed>,
): Promise<Landed> {
  if (message.images.length === 0) return post(compose(message));
  const pictures = await upload(client, message.images, null);
  if (pictures) {
    for (const delay of [0, ...DIGESTION]) {
      if (delay) await wait(delay);
      try {
        return await post(compose(message, pictures));
      } catch (error) {
        const refusal = refusalOfBlocks(error);
        if (refusal === null) throw error;
        if (refusal === 'blocks') break;
      }
    }
  }
  const landed = await post(compose(message));
  if (landed) await upload(client, message.images, landed).catch(() => null);
  return landed;
}

/** Uploads, and shares in a thread when told. Null when Slack takes no files; a rate limit is thrown, to be waited for. */
async function upload(client: SlackClient, images: Image[], thread: Landed): Promise<Picture[] | null> {
  try {
    const pictures = await Promise.all(images.map((image, index) => uploadOne(client, image, index)));
    const [first, ...rest] = pictures.map(({ fileId, alt }) => ({ id: fileId, title: alt.slice(0, 250) }));
    if (!first) return [];
    const place = thread ? { channel_id: thread.channel, thread_ts: thread.ts } : {};
    await client.files.completeUploadExternal({ files: [first, ...rest], ...place });
    return pictures;
  } catch (error) {
    if (error instanceof webApi.WebAPIRateLimitedError || error instanceof NotYet) throw error;
    return null;
  }
}

const UploadTicket = z.object({ upload_url: z.url(), file_id: z.string().min(1) });

async function uploadOne(client: SlackClient, { png, alt }: Image, index: number): Promise<Picture> {
  const asked = {
    filename: `image-${index + 1}.png`,
    length: png.byteLength,
    alt_text: alt.slice(0, 1000),
  };
  const ticket = UploadTicket.parse(await client.files.getUploadURLExternal(asked));
  // Straight to the ticket's address, without the token: the address is the permission.
  const response = await fetch(ticket.upload_url, {
    method: 'POST',
    headers: { 'Content-Type': 'image/png' },
    body: new Uint8Array(png),
    redirect: 'error',
    signal: AbortSignal.timeout(CALL_TIMEOUT),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error('upload refused');
  return { fileId: ticket.file_id, alt };
}

/** `file`: the blocks are fine but a file is not ready; `blocks`: refused without saying why; null: something else. */
function refusalOfBlocks(error: unknown): 'file' | 'blocks' | null {
  if (!(error instanceof webApi.WebAPIPlatformError) || platformCode(error) !== 'invalid_blocks') return null;
  return /slack[ _]file/i.test(JSON.stringify(error.data)) ? 'file' : 'blocks';
}
