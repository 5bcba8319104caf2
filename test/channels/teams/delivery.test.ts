import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Delivery, Outgoing } from '../../../src/channels/channel.ts';
import { deliveryOf } from '../../../src/channels/teams/outcome.ts';
import { ConnectorError } from '../../../src/channels/teams/transport.ts';
import { type Fault, startTeamsConnector, type TeamsConnector } from '../../platforms/teams.ts';
import { startTeamsBot, type TeamsBot } from '../../platforms/teams-bot.ts';

let connector: TeamsConnector;
let bot: TeamsBot;

beforeAll(async () => {
  connector = await startTeamsConnector();
  bot = await startTeamsBot();
});
afterAll(async () => {
  await bot.close();
  await connector.close();
});
beforeEach(() => connector.clear());

const hello: Outgoing = { id: 'push-1', text: 'Bonjour', card: null, images: [] };
const address = (extra: object = {}) =>
  JSON.stringify({
    serviceUrl: connector.url,
    conversationId: 'a:anne',
    tenantId: 't',
    botId: '28:bot',
    userId: '29:anne',
    ...extra,
  });

const doubtful: Delivery = { outcome: 'doubtful', reason: 'no_answer' };
const retry = (afterSeconds: number | null = null): Delivery => ({
  outcome: 'retry',
  afterSeconds,
  reason: 'platform_error',
});

test.for<[string, Fault, Delivery]>([
  [
    '429',
    // The next call waits for it.
    { status: 429, headers: { 'retry-after': '1' } },
    { outcome: 'retry', afterSeconds: 1, reason: 'rate_limited' },
  ],
  ['429 without a delay', { status: 429 }, { outcome: 'retry', afterSeconds: null, reason: 'rate_limited' }],
  ['412', { status: 412, code: 'PreconditionFailed' }, retry()],
  ['502', { status: 502 }, doubtful],
  ['503', { status: 503, headers: { 'retry-after': '2' } }, retry(2)],
  ['408', { status: 408 }, doubtful],
  ['504', { status: 504 }, doubtful],
  ['a cut connection', 'reset', doubtful],
  ['500', { status: 500 }, { outcome: 'refused', reason: 'no_answer' }],
  [
    'a redirect',
    { status: 307, headers: { location: 'http://127.0.0.1:1/' } },
    { outcome: 'refused', reason: 'platform_error' },
  ],
  [
    'BotDisabledByAdmin',
    { status: 403, code: 'BotDisabledByAdmin' },
    { outcome: 'gone', reason: 'disabled_by_admin' },
  ],
  [
    'BotNotInConversationRoster',
    { status: 403, code: 'BotNotInConversationRoster' },
    { outcome: 'gone', reason: 'not_installed' },
  ],
  [
    'the same as 404',
    { status: 404, code: 'BotNotInConversationRoster' },
    { outcome: 'gone', reason: 'not_installed' },
  ],
  [
    'ForbiddenOperationException',
    { status: 403, code: 'ForbiddenOperationException' },
    { outcome: 'gone', reason: 'not_installed' },
  ],
  [
    'ConversationBlockedByUser',
    { status: 403, code: 'ConversationBlockedByUser' },
    { outcome: 'gone', reason: 'blocked' },
  ],
  [
    'MessageWritesBlocked',
    { status: 403, body: '{"errorCode":209,"message":"{\\"subCode\\":\\"MessageWritesBlocked\\"}"}' },
    { outcome: 'gone', reason: 'blocked' },
  ],
  ['another 403', { status: 403, body: 'Forbidden' }, { outcome: 'refused', reason: 'platform_error' }],
  ['another 404', { status: 404, body: '' }, { outcome: 'refused', reason: 'platform_error' }],
  [
    'ConversationNotFound',
    { status: 404, code: 'ConversationNotFound' },
    { outcome: 'gone', reason: 'not_installed' },
  ],
  ['413', { status: 413, code: 'MessageSizeTooBig' }, { outcome: 'refused', reason: 'payload_refused' }],
  ['400', { status: 400, code: 'BadArgument' }, { outcome: 'refused', reason: 'payload_refused' }],
  ['401', { status: 401, code: 'BotNotRegistered' }, { outcome: 'halted', reason: 'credentials' }],
])('%s is one request and one outcome', async ([, fault, expected]) => {
  connector.failAll(fault);
  expect(await bot.channel.send(address(), hello)).toEqual(expected);
  expect(connector.calls).toHaveLength(1);
});

test('nobody listening is a retry', async () => {
  const closed = await startTeamsConnector();
  await closed.close();
  expect(await bot.channel.send(address({ serviceUrl: closed.url }), hello)).toEqual(retry());
});

test('a success whose body cannot be read is delivered all the same', async () => {
  connector.faults.push({ status: 201, body: 'oops' });
  expect(await bot.channel.send(address(), hello)).toEqual({ outcome: 'delivered', platformId: null });
});

test('a Retry-After can be a date', () => {
  const now = Date.parse('2026-12-01T08:00:00Z');
  const error = new ConnectorError(429, '', 'Tue, 01 Dec 2026 08:00:30 GMT');
  expect(deliveryOf(error, () => now)).toMatchObject({ afterSeconds: 30 });
});

test.for(['40000000', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
  'a Retry-After of more than an hour (%s) is an hour',
  (said) => {
    expect(deliveryOf(new ConnectorError(429, '', said))).toMatchObject({ afterSeconds: 3600 });
  },
);

test('an unreadable address, or one on a host that is not allowed, is refused without a request', async () => {
  const elsewhere = address({ serviceUrl: 'https://evil.example/' });
  for (const wrong of ['', '{', '{"conversationId":5}', elsewhere]) {
    expect(await bot.channel.send(wrong, hello)).toEqual({ outcome: 'refused', reason: 'platform_error' });
  }
  expect(connector.calls).toEqual([]);
});

test('a message over 80 KB is refused without a request', async () => {
  const delivery = await bot.channel.send(address(), { ...hello, text: 'x'.repeat(45_000) });
  expect(delivery).toEqual({ outcome: 'refused', reason: 'payload_refused' });
  expect(connector.calls).toEqual([]);
});

test('messages to one conversation leave one after the other, in order', async () => {
  let open = 0;
  let most = 0;
  connector.failAll(() => {
    open += 1;
    most = Math.max(most, open);
    setImmediate(() => open--);
    return null;
  });
  const texts = ['1', '2', '3', '4', '5'];
  await Promise.all(texts.map((text) => bot.channel.send(address(), { ...hello, text })));
  expect(connector.activities().map(({ text }) => text)).toEqual(texts);
  expect(most).toBe(1);
});
