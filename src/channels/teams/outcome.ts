import type { Delivery } from '../channel.ts';
import { NotYet } from '../limits/gate.ts';
import { ConnectorError, NoAnswer, waitSeconds } from './transport.ts';

/**
 * What a code in the connector's answer means, the surest first: Teams says 403 for several things, and at times
 * 404 for a missing installation. Source: Microsoft Learn, « Send and receive messages », status codes.
 */
const CODES: [code: string, delivery: Delivery][] = [
  ['BotDisabledByAdmin', { outcome: 'gone', reason: 'disabled_by_admin' }],
  ['BotNotInConversationRoster', { outcome: 'gone', reason: 'not_installed' }],
  ['ForbiddenOperationException', { outcome: 'gone', reason: 'not_installed' }],
  ['ConversationBlockedByUser', { outcome: 'gone', reason: 'blocked' }],
  ['MessageWritesBlocked', { outcome: 'gone', reason: 'blocked' }],
  // A government tenant called on the public host: nobody has blocked anything.
  ['InvalidBotApiHost', { outcome: 'refused', reason: 'credentials' }],
  ['ConversationNotFound', { outcome: 'gone', reason: 'not_installed' }],
  ['MessageSizeTooBig', { outcome: 'refused', reason: 'payload_refused' }],
];

/** Teams asks not to repeat a 500. A gateway that gave up says nothing of what lies behind it. */
const STATUSES: Record<number, Delivery> = {
  400: { outcome: 'refused', reason: 'payload_refused' },
  401: { outcome: 'halted', reason: 'credentials' },
  408: { outcome: 'doubtful', reason: 'no_answer' },
  412: { outcome: 'retry', afterSeconds: null, reason: 'platform_error' },
  413: { outcome: 'refused', reason: 'payload_refused' },
  502: { outcome: 'doubtful', reason: 'no_answer' },
  503: { outcome: 'retry', afterSeconds: null, reason: 'platform_error' },
  504: { outcome: 'doubtful', reason: 'no_answer' },
};

/** What became of a send that threw. */
export function deliveryOf(error: unknown, now: () => number = Date.now): Delivery {
  if (error instanceof NotYet) return { outcome: 'held', afterSeconds: error.afterSeconds };
  if (error instanceof NoAnswer) return { outcome: 'doubtful', reason: 'no_answer' };
  if (!(error instanceof ConnectorError)) {
    if (isTokenRefused(error)) return { outcome: 'halted', reason: 'credentials' };
    return { outcome: 'retry', afterSeconds: null, reason: 'platform_error' };
  }
  const { status, answer } = error;
  const afterSeconds = waitSeconds(error.retryAfter, now());
  if (status === 429) {
    const everywhere = error.everywhere ? { everywhere: true as const } : {};
    return { outcome: 'retry', afterSeconds, reason: 'rate_limited', ...everywhere };
  }
  if (status === 403 || status === 404) {
    const known = CODES.find(([code]) => answer.includes(code));
    // What Microsoft's list does not have says nothing of the person: their address is kept, and the message failed.
    return known?.[1] ?? { outcome: 'refused', reason: 'platform_error' };
  }
  // Of another fault of theirs nobody knows how far it had come.
  const reason = status >= 500 ? 'no_answer' : 'platform_error';
  const outcome = STATUSES[status] ?? { outcome: 'refused', reason };
  return outcome.outcome === 'retry' ? { ...outcome, afterSeconds } : outcome;
}

/** Sign-in said no, or is set up so that it cannot be asked (MSAL's names); unreachable, it is asked again later. */
function isTokenRefused(error: unknown): boolean {
  return error instanceof Error && ['ServerError', 'ClientConfigurationError'].includes(error.name);
}
