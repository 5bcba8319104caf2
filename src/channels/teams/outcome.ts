import type { Delivery, DeliveryReason } from '../channel.ts';
import { ConnectorError } from './transport.ts';

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

const STATUSES: Record<number, Delivery> = {
  400: { outcome: 'refused', reason: 'payload_refused' },
  401: { outcome: 'refused', reason: 'credentials' },
  403: { outcome: 'gone', reason: 'blocked' },
  408: retry('platform_error'),
  412: retry('platform_error'),
  413: { outcome: 'refused', reason: 'payload_refused' },
  502: retry('platform_error'),
  503: retry('platform_error'),
  504: retry('platform_error'),
};

/** What became of a send that threw. Teams asks not to repeat a 500. */
export function deliveryOf(error: unknown, now: () => number = Date.now): Delivery {
  if (!(error instanceof ConnectorError)) return tokenRefused(error) ?? retry('platform_error');
  if (error.status === 429) return retry('rate_limited', waitSeconds(error.retryAfter, now()));
  if (error.status === 403 || error.status === 404) {
    const known = CODES.find(([code]) => error.answer.includes(code));
    if (known) return known[1];
  }
  return STATUSES[error.status] ?? { outcome: 'refused', reason: 'platform_error' };
}

function retry(reason: DeliveryReason, afterSeconds: number | null = null): Delivery {
  return { outcome: 'retry', afterSeconds, reason };
}

/** Seconds, or a date. */
function waitSeconds(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}

/** Sign-in said no, or is set up so that it cannot be asked (MSAL's names); unreachable, it is asked again later. */
function tokenRefused(error: unknown): Delivery | null {
  const refused = error instanceof Error && ['ServerError', 'ClientConfigurationError'].includes(error.name);
  return refused ? { outcome: 'refused', reason: 'credentials' } : null;
}
