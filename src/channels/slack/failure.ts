import { webApi } from '@slack/bolt';
import type { Delivery, DeliveryReason } from '../channel.ts';

// Source: Slack's API reference, « chat.postMessage », « Errors ».
const FINAL: Record<string, { outcome: 'gone' | 'refused'; reason: DeliveryReason }> = {
  ...all(
    ['account_inactive', 'token_revoked', 'token_expired', 'invalid_auth', 'not_authed'],
    'refused',
    'credentials',
  ),
  ...all(
    ['missing_scope', 'no_permission', 'not_allowed_token_type', 'access_denied'],
    'refused',
    'credentials',
  ),
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
const PASSING = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'rollup_error',
]);

/** What a failed call means for a delivery: try again (and when), nobody there, or never. */
export function deliveryOf(error: unknown): Exclude<Delivery, { outcome: 'delivered' }> {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { outcome: 'retry', afterSeconds: error.retryAfter, reason: 'rate_limited' };
  }
  if (error instanceof Error && error.name === 'ButtonTooLong') {
    return { outcome: 'refused', reason: 'payload_refused' };
  }
  const code = platformCode(error);
  if (code === 'ratelimited' || code === 'rate_limited' || code === 'message_limit_exceeded') {
    return { outcome: 'retry', afterSeconds: null, reason: 'rate_limited' };
  }
  if (code === null || PASSING.has(code)) {
    return { outcome: 'retry', afterSeconds: null, reason: 'platform_error' };
  }
  return FINAL[code] ?? { outcome: 'refused', reason: 'platform_error' };
}

/** Slack's own error code, or null when it is the way to Slack that failed (a proxy's page is no code). */
export function platformCode(error: unknown): string | null {
  if (!(error instanceof webApi.WebAPIPlatformError)) return null;
  return /^[a-z][a-z0-9_]*$/.test(error.data.error) ? error.data.error : null;
}

function all<T extends 'gone' | 'refused'>(codes: string[], outcome: T, reason: DeliveryReason) {
  return Object.fromEntries(codes.map((code) => [code, { outcome, reason }]));
}
