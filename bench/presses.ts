import { createHmac } from 'node:crypto';
import { TIME_BANDS } from '../src/domain/checkin.ts';
import type { CardSent } from './cards.ts';
import { postOf, type Request } from './load.ts';

export const SIGNING_SECRET = 'a-signing-secret-for-the-bench-only';
export const WORKSPACE = 'T000000001';

/**
 * Taps on the weekly card, as Slack posts and signs them: another band each time, so that each one writes. `slack`: the
 * port of its stand-in, where the response address of each tap is.
 */
export function createPresses(cards: readonly CardSent[], slack = 9): (count: number) => Request[] {
  let made = 0;
  return (count) => Array.from({ length: count }, () => press(cards, slack, made++));
}

function press(cards: readonly CardSent[], slack: number, number: number): Request {
  const card = cards[number % cards.length];
  if (!card) throw new Error('nobody has a card');
  const band = TIME_BANDS[number % TIME_BANDS.length];
  const landed: { channel: string; ts: string } = JSON.parse(card.platformId);
  const value = JSON.stringify({ v: 'checkin.answer', m: card.id, time: band });
  const responseUrl = `http://127.0.0.1:${slack}/respond`;
  return pressOf({ user: card.person.slackId, value, number, responseUrl, ...landed });
}

/** The signed request of one press; `number` makes it unlike any other. */
export function pressOf(options: {
  user: string;
  value: string;
  number: number;
  channel?: string;
  ts?: string;
  responseUrl?: string;
}): Request {
  const { user, value, number, channel = `D${user}`, ts = '1700000000.000001' } = options;
  const { responseUrl = 'http://127.0.0.1:9/none' } = options;
  const payload = {
    type: 'block_actions',
    team: { id: WORKSPACE, domain: 'exemple' },
    user: { id: user, username: 'x', name: 'x', team_id: WORKSPACE },
    api_app_id: 'A1',
    token: 'legacy',
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
    trigger_id: `1.2.${number}`,
    channel: { id: channel, name: 'directmessage' },
    message: { type: 'message', ts, text: '' },
    state: { values: {} },
    response_url: responseUrl,
    actions: [
      {
        type: 'button',
        action_id: `press${number % TIME_BANDS.length}`,
        block_id: 'b',
        value,
        text: { type: 'plain_text', text: 'x' },
        action_ts: `${1700000000 + number}.000001`,
      },
    ],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const at = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${at}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${signature}`,
  };
  return postOf('/slack/events', headers, body);
}
