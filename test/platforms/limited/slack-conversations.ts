import { z } from 'zod';
import type { Accepted } from './ledger.ts';
import type { Said } from './server.ts';

const metadata = z.looseObject({ event_payload: z.looseObject({ id: z.string() }) });

/** What we read of the arguments of a call; the rest is kept as it came. */
export const argumentsSchema = z.looseObject({
  channel: z.string().optional(),
  users: z.string().optional(),
  ts: z.string().optional(),
  latest: z.string().optional(),
  oldest: z.string().optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().optional(),
  metadata: metadata.optional(),
});
export type Arguments = z.infer<typeof argumentsSchema>;

/** The account of the n-th member, from 1. */
export function slackUser(number: number): string {
  return `U${String(number).padStart(6, '0')}`;
}

/** The private conversation with a person; any other one is itself. */
export function direct(channel: string): string {
  return channel.replace(/^[UW]/, 'D');
}

export function change(message: Accepted, body: Arguments): void {
  Object.assign(message, { body, edits: message.edits + 1 });
}

/** The newest first, with metadata as when `include_all_metadata` is asked for. */
export function history(
  messages: Accepted[],
  channel: string,
  { oldest, latest, limit = 100, ...args }: Arguments,
) {
  const found = messages
    .filter((message) => message.conversation === channel)
    .filter(({ id }) => (oldest === undefined || id >= oldest) && (latest === undefined || id <= latest))
    .reverse()
    .slice(0, limit)
    .map(({ id, body }) => ({
      type: 'message',
      user: 'UBOT',
      bot_id: 'BBOT',
      ts: id,
      text: body.text,
      ...(args.include_all_metadata ? { metadata: body.metadata } : {}),
    }));
  return { messages: found, has_more: false };
}

export function ok(json: Record<string, unknown>): Said {
  return { status: 200, json: { ok: true, ...json } };
}

export function refused(error: string): Said {
  return { status: 200, json: { ok: false, error } };
}

export function throttled(seconds: number | null): Said {
  const json = { ok: false, error: 'ratelimited' };
  return { status: 429, json, ...(seconds === null ? {} : { headers: { 'retry-after': String(seconds) } }) };
}

export function failed(status: number): Said {
  return { status, json: { ok: false, error: 'internal_error' } };
}
