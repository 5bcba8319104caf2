import { webApi } from '@slack/bolt';
import type { Outgoing, Reply } from '../channel.ts';
import { isPrivate } from './address.ts';
import { type Content, compose } from './blocks.ts';
import { PATIENCE as CALLS, patiently, type SlackClient } from './client.ts';
import { deliveryOf } from './failure.ts';
import type { Target } from './inbound.ts';
import { type Landed, postWithPictures } from './pictures.ts';
import { postResponse } from './response-address.ts';
import { post, rewrite } from './send.ts';

/** Longest wait for Slack's `Retry-After` before an answered message is left as it was, in seconds. */
const PATIENCE = 60;

/**
 * Shows the answer to a click or a word. `replace` changes the answered message where it stands, as does a `form` that
 * could not be a dialog; a `message` goes to the private chat, or, in a channel, to the eyes of the one who spoke only.
 * Throws when no way worked.
 */
export async function showReply(
  client: SlackClient,
  { mode, message }: Reply,
  target: Target,
  apiUrl: string | null,
) {
  const { channel, ts, user, ephemeral } = target;
  const replaces = mode !== 'message' && ts !== null;
  const respond = responder(target, apiUrl, replaces);
  const ways: ((content: Content) => Promise<Landed>)[] = [];
  if (replaces) {
    if (channel && !ephemeral) {
      const inPlace = (content: Content) => rewrite(client, { channel, ts }, content, message.id);
      // Without another way to the same place, it waits as long as any answer.
      const onlyWay = (content: Content) => patiently.run({ patience: CALLS.answer }, () => inPlace(content));
      ways.push(respond ? inPlace : onlyWay);
    }
    if (respond) ways.push(respond);
  } else {
    if (channel && isPrivate(channel) && !ephemeral)
      ways.push((content) => post(client, channel, content, message.id));
    if (channel && !isPrivate(channel) && !ephemeral)
      ways.push((content) => whisper(client, channel, user, content));
    if (respond) ways.push(respond);
    ways.push((content) => post(client, user, content, message.id));
  }
  const show = (shown: Outgoing) =>
    postWithPictures(client, shown, (content) => firstThatWorks(ways, content));
  try {
    await show(message);
  } catch (error) {
    if (!isRefused(error)) throw error;
    await show(wordsOf(message));
  }
}

/** The reply to a slash command in the acknowledgement itself. */
export function commandAnswer(message: Outgoing) {
  const content = attempt(() => compose(message)) ?? compose(wordsOf(message));
  return { response_type: 'ephemeral', ...content } as const;
}

/** The message without what Slack may refuse: a card it cannot show must not become silence. */
function wordsOf(message: Outgoing): Outgoing {
  return { ...message, card: null, images: [] };
}

function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** Refused for what it says, not for the way it went: another way would not help. */
function isRefused(error: unknown): boolean {
  const delivery = deliveryOf(error);
  return delivery.outcome === 'refused' && delivery.reason === 'payload_refused';
}

/** Tries each way in turn; when all are closed and one said for how long, waits and tries that one again. */
async function firstThatWorks(
  ways: ((content: Content) => Promise<Landed>)[],
  content: Content,
): Promise<Landed> {
  let failure: unknown = new Error('no way to answer');
  let later: { way: (content: Content) => Promise<Landed>; seconds: number } | null = null;
  for (const way of ways) {
    try {
      return await way(content);
    } catch (error) {
      if (isRefused(error)) throw error;
      failure = error;
      if (error instanceof webApi.WebAPIRateLimitedError) later ??= { way, seconds: error.retryAfter };
    }
  }
  if (!later || later.seconds > PATIENCE) throw failure;
  const { way, seconds } = later;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000).unref());
  return way(content);
}

async function whisper(
  client: SlackClient,
  channel: string,
  user: string,
  content: Content,
): Promise<Landed> {
  await client.chat.postEphemeral({ channel, user, ...content, parse: 'none', link_names: false });
  return null;
}

/** Slack's one-off address for this event, when it is one of Slack's (or of the server configured in its place). */
function responder({ responseUrl }: Target, apiUrl: string | null, replaces: boolean) {
  const url = responseUrl ? URL.parse(responseUrl) : null;
  if (!url || !isTrusted(url, apiUrl)) return null;
  return async (content: Content): Promise<Landed> => {
    await postResponse(url, { ...content, replace_original: replaces, response_type: 'ephemeral' }, replaces);
    return null;
  };
}

function isTrusted(url: URL, apiUrl: string | null): boolean {
  if (apiUrl) return machine(url) === machine(URL.parse(apiUrl));
  return url.protocol === 'https:' && /(^|\.)slack(-gov)?\.com$/.test(url.hostname);
}

function machine(url: URL | null): string | undefined {
  return url && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname) ? 'this one' : url?.hostname;
}
