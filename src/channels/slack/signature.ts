import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** How far a request's time may be from ours, both ways, in seconds. Source: Slack, « Verifying requests ». */
const WINDOW = 300;

/** True when Slack signed these bytes, within five minutes of now. Always the real clock, never the programme's. */
export function isSigned(
  secret: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  now = Date.now(),
): boolean {
  const time = headers['x-slack-request-timestamp'];
  const given = headers['x-slack-signature'];
  if (typeof time !== 'string' || typeof given !== 'string' || !/^\d{1,12}$/.test(time)) return false;
  if (Math.abs(now / 1000 - Number(time)) > WINDOW) return false;
  const expected = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${time}:`).update(body).digest('hex')}`,
  );
  const received = Buffer.from(given);
  return received.length === expected.length && timingSafeEqual(received, expected);
}

/** Signatures remembered at most, some ten megabytes: beyond, the oldest goes. Only Slack's own can fill it. */
const MOST = 100_000;

/**
 * Signatures already served, for as long as they would still be accepted. In memory: after a restart, the events
 * remembered in the database say what was seen.
 */
export function createReplayGuard(most = MOST) {
  const seen = new Map<string, number>();

  function forgetOld(now: number) {
    for (const [signature, until] of seen) {
      if (until > now) return;
      seen.delete(signature);
    }
  }

  return {
    /** True the first time a signature is met. */
    isNew(signature: string, now = Date.now()): boolean {
      forgetOld(now);
      if (seen.has(signature)) return false;
      seen.set(signature, now + 2 * WINDOW * 1000);
      const [oldest] = seen.keys();
      if (seen.size > most && oldest !== undefined) seen.delete(oldest);
      return true;
    },
    /** Lets a request that could not be served be sent again. */
    forget(signature: string) {
      seen.delete(signature);
    },
  };
}
