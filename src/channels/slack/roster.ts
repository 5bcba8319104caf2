import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Address } from '../channel.ts';
import { userAddress } from './address.ts';
import { patiently, type SlackClient } from './client.ts';
import { deliveryOf } from './failure.ts';

/** Source: Slack's API reference, « users.list »: no more than 200 at a time. */
const PAGE = 200;
/** How often a page is asked for again. */
const TRIES = 4;
/** Milliseconds before it is, the first time. */
const PAUSE = 100;
/** Milliseconds a page may wait for its turn: more than the minute in which Slack counts them. */
const PATIENCE = 120_000;

const Page = z.object({
  members: z.array(z.unknown()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

const Member = z.object({
  id: z.string().min(1),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  profile: z.object({ email: z.string().min(3).optional() }).optional(),
});

/** Everybody of the workspace: no bots, nobody deactivated, nobody of another company. */
export async function readRoster(
  client: SlackClient,
): Promise<{ email: string | null; address: Address; platformId: string }[]> {
  const people: { email: string | null; address: Address; platformId: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = Page.parse(await readPage(client, cursor));
    for (const member of page.members) {
      const { success, data } = Member.safeParse(member);
      if (!success || data.deleted || data.is_bot || data.is_stranger || data.id === 'USLACKBOT') continue;
      people.push({
        email: data.profile?.email?.toLowerCase() ?? null,
        address: userAddress(data.id),
        platformId: data.id,
      });
    }
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return people;
}

/**
 * The e-mail of one person, in lower case; null when Slack does not tell, or when nobody vouches for it: a person of
 * another company, or an address that was never confirmed. Throws when Slack cannot tell now: that makes no stranger.
 */
export async function readEmail(client: SlackClient, user: string): Promise<string | null> {
  try {
    const { user: found } = await client.users.info({ user });
    if (found?.is_stranger || found?.is_email_confirmed === false) return null;
    return found?.profile?.email?.toLowerCase() ?? null;
  } catch (error) {
    if (PASSING.has(deliveryOf(error).outcome)) throw error;
    return null;
  }
}

/** Failures after which the same question may be answered. */
const PASSING: ReadonlySet<string> = new Set(['retry', 'doubtful', 'held']);

/**
 * `users.list` is allowed some twenty times a minute: a big workspace has to wait between its pages, and one that fails
 * must not cost all the others.
 */
async function readPage(client: SlackClient, cursor: string | undefined): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    try {
      const asked = { limit: PAGE, ...(cursor ? { cursor } : {}) };
      return await patiently.run({ patience: PATIENCE }, () => client.users.list(asked));
    } catch (error) {
      const rest = restAfter(error, tries);
      if (rest === null || tries > TRIES) throw error;
      await wait(rest);
    }
  }
}

/** Milliseconds before a page is asked for again; null: nobody is there, or it would be refused again. */
function restAfter(error: unknown, tries: number): number | null {
  const failure = deliveryOf(error);
  if (failure.outcome === 'doubtful') return PAUSE * 2 ** (tries - 1);
  const seconds = 'afterSeconds' in failure ? failure.afterSeconds : null;
  return seconds === null ? null : seconds * 1000;
}
