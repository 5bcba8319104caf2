import { afterEach, describe, expect, it } from 'vitest';
import type { Delivery, Outgoing, Reply } from '../../../src/channels/channel.ts';
import { channelAddress, userAddress } from '../../../src/channels/slack/address.ts';
import { type Answer, type Call, startFakeSlack } from '../../platforms/slack.ts';
import { interactivity, postSigned, press, slash } from '../../platforms/slack-signed.ts';
import { message, openSlack, question, replace } from './support.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(answer?: (call: Call, url: string) => Answer | undefined, reply: Reply | null = null) {
  const slack = await startFakeSlack(answer);
  closing.push(slack.close);
  const bot = await openSlack({ apiUrl: slack.apiUrl }, () => reply);
  closing.push(bot.close);
  return { slack, bot };
}

const onPost = (answer: Answer) => (call: Call) => (call.method === 'chat.postMessage' ? answer : undefined);
const refused = (error: string): Answer => ({ json: { ok: false, error } });

const OUTCOMES: [string, Answer, Delivery][] = [
  [
    'a rate limit',
    { json: { ok: false, error: 'ratelimited' }, status: 429, headers: { 'retry-after': '7' } },
    { outcome: 'retry', afterSeconds: 7, reason: 'rate_limited', everywhere: true },
  ],
  [
    'a rate limit without a delay',
    { text: '', status: 429 },
    { outcome: 'retry', afterSeconds: 5, reason: 'rate_limited', everywhere: true },
  ],
  [
    'a rate limit of more than a year',
    { json: { ok: false, error: 'ratelimited' }, status: 429, headers: { 'retry-after': '40000000' } },
    { outcome: 'retry', afterSeconds: 3600, reason: 'rate_limited', everywhere: true },
  ],
  ['a server error', { text: 'oops', status: 503 }, { outcome: 'doubtful', reason: 'no_answer' }],
  [
    'a page that is no answer',
    { text: '<html>Proxy</html>', status: 200 },
    { outcome: 'doubtful', reason: 'no_answer' },
  ],
  ['a cut line', { hangUp: true }, { outcome: 'doubtful', reason: 'no_answer' }],
  ['an inner error', refused('internal_error'), { outcome: 'doubtful', reason: 'no_answer' }],
  ['a revoked token', refused('token_revoked'), { outcome: 'halted', reason: 'credentials' }],
  ['a missing scope', refused('missing_scope'), { outcome: 'halted', reason: 'credentials' }],
  ['somebody who left', refused('user_disabled'), { outcome: 'gone', reason: 'left' }],
  ['nobody', refused('channel_not_found'), { outcome: 'gone', reason: 'not_installed' }],
  ['a channel without the bot', refused('not_in_channel'), { outcome: 'gone', reason: 'not_installed' }],
  ['refused blocks', refused('invalid_blocks'), { outcome: 'refused', reason: 'payload_refused' }],
  ['too long a message', refused('msg_blocks_too_long'), { outcome: 'refused', reason: 'payload_refused' }],
  ['an error nobody knows', refused('brand_new_error'), { outcome: 'refused', reason: 'platform_error' }],
];

describe('a delivery', () => {
  it.each(OUTCOMES)('tells %s in one request', async (_, answer, expected) => {
    const { slack, bot } = await open(onPost(answer));
    expect(await bot.channel.send(userAddress('U1'), message('Bonjour', question, 'out-1'))).toEqual(
      expected,
    );
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1);
    expect(bot.lines).toEqual([]);
  });

  it('bears the same client id at each try, so that Slack can tell a repeat', async () => {
    const { slack, bot } = await open(onPost({ hangUp: true }));
    for (const id of ['out-1', 'out-1', 'out-2'])
      await bot.channel.send(userAddress('U1'), message('x', null, id));
    const [first, again, other] = slack.callsOf('chat.postMessage').map(({ args }) => args.client_msg_id);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([again === first, other === first]).toEqual([true, false]);
  });

  it('leaves after the rest that another was asked for', async () => {
    const { slack, bot } = await open((call) =>
      call.args.channel === 'U1'
        ? { json: { ok: false }, status: 429, headers: { 'retry-after': '1' } }
        : undefined,
    );
    const [limited, delivered] = await Promise.all([
      bot.channel.send(userAddress('U1'), message('Bonjour')),
      bot.channel.send(userAddress('U2'), message('Bonjour')),
    ]);
    expect([limited.outcome, delivered.outcome]).toEqual(['retry', 'delivered']);
    expect(slack.callsOf('chat.postMessage')).toHaveLength(2);
  });

  it('refuses a button that carries too much, without asking Slack', async () => {
    const { slack, bot } = await open();
    const data = { v: 'x', long: 'a'.repeat(2000) };
    const card = { ...question, actions: [{ type: 'Action.Submit', title: 'Oui', data }] };
    expect(await bot.channel.send(userAddress('U1'), message('x', card))).toEqual({
      outcome: 'refused',
      reason: 'payload_refused',
    });
    expect(slack.callsOf('chat.postMessage')).toEqual([]);
  });
});

describe('pictures', () => {
  const digest: Outgoing = {
    id: 'out-2',
    text: 'Bilan',
    card: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'Chart.Donut', fallback: { type: 'TextBlock', text: '12 sur 20' } }],
    },
    images: [{ png: new Uint8Array([1, 2, 3]), alt: 'Adoption' }],
  };
  const notReady: Answer = {
    json: {
      ok: false,
      error: 'invalid_blocks',
      errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'],
    },
  };

  it('are uploaded without the token, then shown', async () => {
    const { slack, bot } = await open();
    expect((await bot.channel.send(channelAddress('C1'), digest)).outcome).toBe('delivered');
    const methods = slack.calls.filter(({ method }) => method !== 'auth.test').map(({ method }) => method);
    expect(methods).toEqual([
      'files.getUploadURLExternal',
      expect.stringMatching(/^upload\//),
      'files.completeUploadExternal',
      'chat.postMessage',
    ]);
    expect(slack.calls.find(({ method }) => method.startsWith('upload/'))?.token).toBe(null);
    expect(slack.callsOf('chat.postMessage')[0]?.args.blocks).toMatchObject([
      { type: 'image', alt_text: 'Adoption' },
    ]);
  });

  it('are waited for while Slack digests them', async () => {
    let tries = 0;
    const { slack, bot } = await open((call) => {
      if (call.method !== 'chat.postMessage') return undefined;
      tries += 1;
      return tries === 1 ? notReady : undefined;
    });
    expect((await bot.channel.send(channelAddress('C1'), digest)).outcome).toBe('delivered');
    expect(slack.callsOf('files.getUploadURLExternal')).toHaveLength(1);
  });

  it('follow in the thread when Slack refuses to show them, and the message is posted once', async () => {
    const { slack, bot } = await open((call) => {
      if (call.method !== 'chat.postMessage' || !JSON.stringify(call.args.blocks).includes('slack_file'))
        return undefined;
      return refused('invalid_blocks');
    });
    expect((await bot.channel.send(channelAddress('C1'), digest)).outcome).toBe('delivered');
    const posts = slack.callsOf('chat.postMessage');
    expect(posts).toHaveLength(2);
    expect(JSON.stringify(posts[1]?.args.blocks)).toContain('12 sur 20');
    expect(slack.callsOf('files.completeUploadExternal').at(-1)?.args).toMatchObject({
      channel_id: 'C1',
      thread_ts: expect.stringMatching(/^1700000000\./),
    });
  });

  it('do not hold the message back when Slack takes no files', async () => {
    const { slack, bot } = await open((call) =>
      call.method.startsWith('upload/') ? { text: '', status: 500 } : undefined,
    );
    expect((await bot.channel.send(channelAddress('C1'), digest)).outcome).toBe('delivered');
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1);
  });

  it('make the message wait when Slack limits uploads', async () => {
    const { slack, bot } = await open((call) =>
      call.method === 'files.getUploadURLExternal'
        ? { json: { ok: false }, status: 429, headers: { 'retry-after': '3' } }
        : undefined,
    );
    expect(await bot.channel.send(channelAddress('C1'), digest)).toMatchObject({
      outcome: 'retry',
      afterSeconds: 3,
    });
    expect(slack.callsOf('chat.postMessage')).toEqual([]);
  });
});

describe('showing an answer', () => {
  const click = (more: object) =>
    interactivity(press({ channel: 'D1', ts: '1.1', value: JSON.stringify({ v: 'x' }), ...more }));

  it('turns to the response address when the message cannot be updated', async () => {
    const { slack, bot } = await open(
      (call) => (call.method === 'chat.update' ? { text: '', status: 429 } : undefined),
      replace('Merci'),
    );
    await postSigned(bot.url, click({ responseUrl: `${slack.url}respond/1` }));
    await bot.channel.close();
    expect(slack.callsOf('chat.update')).toHaveLength(1);
    expect(slack.callsOf('respond/1')).toMatchObject([
      { args: { replace_original: true, text: 'Merci' }, token: null },
    ]);
  });

  it('waits for its turn when every way is limited', async () => {
    let updates = 0;
    const { slack, bot } = await open((call) => {
      if (call.method.startsWith('respond')) return { text: '', status: 500 };
      if (call.method !== 'chat.update') return undefined;
      updates += 1;
      return updates === 1 ? { json: {}, status: 429, headers: { 'retry-after': '1' } } : undefined;
    }, replace('Merci'));
    await postSigned(bot.url, click({ responseUrl: `${slack.url}respond/1` }));
    await bot.channel.close();
    expect(slack.callsOf('chat.update')).toHaveLength(2);
    expect(bot.lines).toEqual([]);
  });

  it('changes a message only its reader sees through the response address', async () => {
    const { slack, bot } = await open(undefined, replace('Lancé'));
    await postSigned(
      bot.url,
      click({ channel: 'C1', ephemeral: true, responseUrl: `${slack.url}respond/2` }),
    );
    await bot.channel.close();
    expect(slack.callsOf('chat.update')).toEqual([]);
    expect(slack.callsOf('respond/2')).toMatchObject([{ args: { replace_original: true, text: 'Lancé' } }]);
  });

  it('says it in words when Slack refuses the card', async () => {
    const { slack, bot } = await open(
      (call) =>
        JSON.stringify(call.args.blocks ?? '').includes('"input"') ? refused('invalid_blocks') : undefined,
      { mode: 'replace', message: message('Réponse enregistrée', question) },
    );
    await postSigned(bot.url, click({ responseUrl: `${slack.url}respond/4` }));
    await bot.channel.close();
    expect(slack.callsOf('chat.update').at(-1)?.args.blocks).toMatchObject([
      { text: { text: 'Réponse enregistrée' } },
    ]);
    expect(slack.callsOf('respond/4')).toEqual([]);
  });

  it('whispers in a channel', async () => {
    const { slack, bot } = await open(undefined, { mode: 'message', message: message('Entre nous') });
    await postSigned(bot.url, click({ channel: 'C1', user: 'U7' }));
    await bot.channel.close();
    expect(slack.callsOf('chat.postEphemeral')).toMatchObject([{ args: { channel: 'C1', user: 'U7' } }]);
    expect(slack.callsOf('chat.postMessage')).toEqual([]);
  });

  it('gives a command’s picture through the response address', async () => {
    const { slack, bot } = await open(undefined, {
      mode: 'message',
      message: { ...message('Bilan'), images: [{ png: new Uint8Array([1]), alt: 'Adoption' }] },
    });
    await postSigned(bot.url, slash('/bilan', '', { response_url: `${slack.url}respond/3` }));
    await bot.channel.close();
    expect(JSON.stringify(slack.callsOf('respond/3')[0]?.args)).toContain('slack_file');
  });

  it('never writes to a response address elsewhere', async () => {
    const { slack, bot } = await open(
      (call) => (call.method === 'chat.update' ? refused('message_not_found') : undefined),
      replace('Merci'),
    );
    const responseUrl = 'http://elsewhere.invalid/respond';
    await postSigned(bot.url, click({ responseUrl }));
    await bot.channel.close();
    expect(slack.callsOf('chat.update')).toHaveLength(1);
    // No way was left: nothing was even tried there (that would be a TypeError, « fetch failed »).
    expect(bot.lines).toEqual([
      { message: 'slack answer not shown', fields: { channel: 'slack', error: 'WebAPIPlatformError' } },
    ]);
  });
});
