import { createHmac } from 'node:crypto';

export const SIGNING_SECRET = 'a-signing-secret-for-tests-only';

/** The headers Slack would send with this body; `at` in seconds. */
export function signatureOf(body: string, at = Math.floor(Date.now() / 1000), secret = SIGNING_SECRET) {
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return {
    'content-type': body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(at),
    'x-slack-signature': `v0=${signature}`,
  };
}

/** Posts a signed body; `headers` replace the right ones, to be wrong on purpose. */
export function postSigned(url: string, body: string, headers: Record<string, string> = signatureOf(body)) {
  return fetch(url, { method: 'POST', headers, body });
}

/** The form of an interactivity request. */
export function interactivity(payload: unknown): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

export type PressOptions = {
  team?: string;
  /** The workspace of who presses, when it is another one. */
  home?: string;
  user?: string;
  channel: string;
  ts: string;
  value: string;
  actionId?: string;
  actionTs?: string;
  values?: Record<string, Record<string, unknown>>;
  ephemeral?: boolean;
  responseUrl?: string;
};

/** A `block_actions` payload with the fields Slack sends. */
export function press(options: PressOptions) {
  const { team = 'T000000001', user = 'U1', channel, ts, value, actionId = 'press0', values = {} } = options;
  return {
    type: 'block_actions',
    team: { id: team, domain: 'exemple' },
    user: { id: user, username: 'x', name: 'x', team_id: options.home ?? team },
    api_app_id: 'A1',
    token: 'legacy',
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: options.ephemeral ?? false,
    },
    trigger_id: '1.2.3',
    channel: { id: channel, name: channel.startsWith('D') ? 'directmessage' : 'direction' },
    ...(options.ephemeral ? {} : { message: { type: 'message', ts, text: '' } }),
    state: { values },
    response_url: options.responseUrl ?? 'http://127.0.0.1:9/none',
    actions: [
      {
        type: 'button',
        action_id: actionId,
        block_id: 'b',
        value,
        text: { type: 'plain_text', text: 'x' },
        action_ts: options.actionTs ?? '1700000000.000001',
      },
    ],
  };
}

/** A slash command's form. */
export function slash(command: string, text: string, more: Record<string, string> = {}): string {
  return new URLSearchParams({
    token: 'legacy',
    team_id: 'T000000001',
    team_domain: 'exemple',
    channel_id: 'D1',
    channel_name: 'directmessage',
    user_id: 'U1',
    user_name: 'x',
    command,
    text,
    api_app_id: 'A1',
    response_url: 'http://127.0.0.1:9/none',
    trigger_id: '1.2.3',
    ...more,
  }).toString();
}

/** An Events API body. */
export function happening(event: Record<string, unknown>, more: Record<string, unknown> = {}): string {
  return JSON.stringify({
    token: 'legacy',
    team_id: 'T000000001',
    api_app_id: 'A1',
    type: 'event_callback',
    event_id: 'Ev1',
    event_time: 1,
    event,
    ...more,
  });
}
