import { webApi } from '@slack/bolt';
import type { Delivery, DeliveryReason } from '../channel.ts';
import { NotYet } from '../limits/gate.ts';
import { WorkspaceLimited } from './client.ts';

/** Errors that every message would get: nothing leaves until somebody has mended them. */
const CREDENTIALS = new Set([
  'account_inactive',
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
]);

// Source: Slack's API reference, « chat.postMessage », « Errors ».
const FINAL: Record<string, { outcome: 'gone' | 'refused'; reason: DeliveryReason }> = {
  ...all(['access_denied'], 'refused', 'credentials'),
  ...all(['user_not_found', 'user_disabled', 'user_not_visible', 'is_archived'], 'gone', 'left'),
  ...all(['channel_not_found', 'not_in_channel', 'cannot_dm_bot'], 'gone', 'not_installed'),
  ...all(
    ['messages_tab_disabled', 'restricted_action', 'team_access_not_granted'],
    'gone',
    'disabled_by_admin',
  ),
  ...all(['ekm_access_denied', 'org_login_required', 'accesslimited'], 'gone', 'disabled_by_admin'),
  ...all(
    ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long'],
    'refused',
    'payload_refused',
  ),
  ...all(
    ['no_text', 'too_many_attachments', 'invalid_metadata_format', 'metadata_too_large'],
    'refused',
    'payload_refused',
  ),
  ...all(
    ['invalid_arguments', 'invalid_arg_name', 'invalid_array_arg', 'invalid_form_data'],
    'refused',
    'payload_refused',
  ),
};

/** Errors of Slack's that pass. Anything else it may invent is final, so that nothing is tried for ever. */
const PASSING = new Set(['team_added_to_org', 'rollup_error']);

/** Slack says of these that part of what was asked may have been done. */
const UNSURE = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

/** Connections that were never made: the request did not leave. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/** What a failed call means for a delivery: try again (and when), ask first whether it arrived, nobody there, or never. */
export function deliveryOf(error: unknown): Exclude<Delivery, { outcome: 'delivered' }> {
  if (error instanceof NotYet) return { outcome: 'held', afterSeconds: error.afterSeconds };
  if (error instanceof webApi.WebAPIRateLimitedError) {
    const everywhere = error instanceof WorkspaceLimited ? { everywhere: true as const } : {};
    return { outcome: 'retry', afterSeconds: error.retryAfter, reason: 'rate_limited', ...everywhere };
  }
  if (error instanceof Error && error.name === 'ButtonTooLong') {
    return { outcome: 'refused', reason: 'payload_refused' };
  }
  const code = platformCode(error);
  if (code === 'message_limit_exceeded') {
    return { outcome: 'retry', afterSeconds: null, reason: 'rate_limited' };
  }
  if ((code === null && mayHaveLeft(error)) || (code !== null && UNSURE.has(code))) {
    return { outcome: 'doubtful', reason: 'no_answer' };
  }
  if (code === null || PASSING.has(code)) {
    return { outcome: 'retry', afterSeconds: null, reason: 'platform_error' };
  }
  if (CREDENTIALS.has(code)) return { outcome: 'halted', reason: 'credentials' };
  return FINAL[code] ?? { outcome: 'refused', reason: 'platform_error' };
}

/** Whether Slack may have got a request that it did not answer as it should. */
function mayHaveLeft(error: unknown): boolean {
  if (error instanceof webApi.WebAPIHTTPError) return error.statusCode >= 500 || error.statusCode === 408;
  if (!(error instanceof webApi.WebAPIRequestError)) return true;
  const { cause } = error.original;
  return !(cause instanceof Error && 'code' in cause && NEVER_LEFT.has(String(cause.code)));
}

/** Slack's own error code, or null when it is the way to Slack that failed (a proxy's page is no code). */
export function platformCode(error: unknown): string | null {
  if (!(error instanceof webApi.WebAPIPlatformError)) return null;
  return /^[a-z][a-z0-9_]*$/.test(error.data.error) ? error.data.error : null;
}

function all(codes: string[], outcome: 'gone' | 'refused', reason: DeliveryReason): typeof FINAL {
  return Object.fromEntries(codes.map((code) => [code, { outcome, reason }]));
}
