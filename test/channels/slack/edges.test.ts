import { request as httpRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFakeSlack } from '../../platforms/slack.ts';
import {
  happening,
  interactivity,
  postSigned,
  press,
  signatureOf,
  slash,
} from '../../platforms/slack-signed.ts';
import { message, openSlack } from './support.ts';

let slack: Awaited<ReturnType<typeof startFakeSlack>>;
let bot: Awaited<ReturnType<typeof openSlack>>;

beforeAll(async () => {
  slack = await startFakeSlack();
});
afterAll(() => slack.close());
beforeEach(async () => {
  bot = await openSlack({ apiUrl: slack.apiUrl });
});
afterEach(() => bot.close());

const good = press({ channel: 'D1', ts: '1.1', value: JSON.stringify({ v: 'x' }) });
const without = (key: string) => Object.fromEntries(Object.entries(good).filter(([name]) => name !== key));

const UNREADABLE: Record<string, string | Buffer> = {
  'an empty body': '',
  'a space': ' ',
  garbage: '\u0000\u0001garbage',
  'broken JSON': '{"type":',
  'a JSON list': '[1,2]',
  'payload=null': 'payload=null',
  'payload=': 'payload=',
  'payload=[]': 'payload=[]',
  'payload=1': 'payload=1',
  'a form of nothing known': 'a=1&b=2',
  'no type': JSON.stringify({ team_id: 'T000000001' }),
  'a press without actions': interactivity(without('actions')),
  'a press with no action': interactivity({ ...good, actions: [] }),
  'a press with null actions': interactivity({ ...good, actions: [null] }),
  'a press without a user': interactivity(without('user')),
  'a press by null': interactivity({ ...good, user: null }),
  'a press of no workspace': interactivity({ ...good, team: null, user: { id: 'U1' } }),
  'a press whose state is a word': interactivity({ ...good, state: 'x' }),
  'an event of null': happening({}).replace('"event":{}', '"event":null'),
  'an event without a type': happening({}),
  'a command without a user': 'command=/sondage&team_id=T000000001&channel_id=C1',
  'a command that is only a slash': slash('/', ''),
};

const HARMLESS: Record<string, string> = {
  'an unknown interaction': interactivity({
    type: 'view_closed',
    team: { id: 'T000000001' },
    user: { id: 'U1' },
  }),
  'a shortcut': interactivity({ type: 'shortcut', team: { id: 'T000000001' }, user: { id: 'U1' } }),
  'a link button': interactivity({
    ...good,
    actions: [{ type: 'button', action_id: 'link0', action_ts: '1' }],
  }),
  'a foreign value': interactivity(press({ channel: 'D1', ts: '1.1', value: 'not json' })),
  'a value without a verb': interactivity(press({ channel: 'D1', ts: '1.1', value: '{"m":"x"}' })),
  'a null value': interactivity(press({ channel: 'D1', ts: '1.1', value: 'null' })),
  'an unknown event': happening({ type: 'star_added', user: 'U1', item: null }),
  'an event of odd fields': happening({ type: 'message', user: { id: 1 }, channel: 7, text: null }),
  'a bot’s message': happening({ type: 'message', user: 'U1', bot_id: 'B1', channel: 'D1', text: 'x' }),
  'an edited message': happening({ type: 'message', subtype: 'message_changed', channel: 'D1', user: 'U1' }),
  'our own message': happening({ type: 'message', user: 'UBOT', channel: 'D1', text: 'x' }),
  'a message in a channel': happening({
    type: 'message',
    user: 'U1',
    channel: 'C1',
    channel_type: 'channel',
    text: 'x',
  }),
  'too many events': JSON.stringify({ type: 'app_rate_limited', team_id: 'T000000001' }),
};

describe('at the edge', () => {
  it.each(Object.keys(UNREADABLE))('refuses %s with 400 and one line', async (name) => {
    const body = String(UNREADABLE[name]);
    const response = await postSigned(bot.url, body);
    expect(response.status).toBe(400);
    expect(await response.text()).toBe('');
    expect(bot.events).toEqual([]);
    expect(bot.lines).toEqual([
      { message: 'slack request refused', fields: { channel: 'slack', status: 400 } },
    ]);
  });

  it('refuses bytes that are no text', async () => {
    const { createHmac } = await import('node:crypto');
    const raw = new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]);
    const at = String(Math.floor(Date.now() / 1000));
    const { SIGNING_SECRET } = await import('../../platforms/slack-signed.ts');
    const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${at}:`).update(raw).digest('hex');
    const headers = { 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${signature}` };
    expect((await fetch(bot.url, { method: 'POST', headers, body: raw })).status).toBe(400);
  });

  it.each(Object.keys(HARMLESS))('takes %s without effect', async (name) => {
    expect((await postSigned(bot.url, HARMLESS[name] ?? '')).status).toBe(200);
    expect(bot.events).toEqual([]);
  });

  it.each([
    ['a press', interactivity({ ...good, team: { id: 'T000000002' } })],
    ['a command', slash('/sondage', '', { team_id: 'T000000002' })],
    [
      'an event',
      happening({ type: 'message', user: 'U1', channel: 'D1', text: 'x' }, { team_id: 'T000000002' }),
    ],
  ])('refuses %s of another workspace with 403', async (_, body) => {
    expect((await postSigned(bot.url, body)).status).toBe(403);
    expect(bot.events).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['no time', { 'x-slack-signature': 'v0=00' }],
    ['a time that is no number', { 'x-slack-request-timestamp': 'soon', 'x-slack-signature': 'v0=00' }],
    ['another secret', signatureOf('x=1', undefined, 'another')],
    ['an old time', signatureOf('x=1', Math.floor(Date.now() / 1000) - 310)],
    ['a future time', signatureOf('x=1', Math.floor(Date.now() / 1000) + 310)],
  ])('refuses a request signed with %s', async (_, headers) => {
    const response = await fetch(bot.url, { method: 'POST', headers, body: 'x=1' });
    expect(response.status).toBe(401);
    expect(bot.lines).toHaveLength(1);
  });

  it('refuses over 256 KB with 413, and takes the next request', async () => {
    const body = `x=${'a'.repeat(257 * 1024)}`;
    const { port } = new URL(bot.url);
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(
        { host: '127.0.0.1', port, path: '/slack/events', method: 'POST' },
        (response) => resolve(response.statusCode),
      );
      request.on('error', reject);
      request.setHeader('content-length', body.length);
      request.flushHeaders();
    });
    expect(status).toBe(413);
    expect((await postSigned(bot.url, interactivity(good))).status).toBe(200);
  });

  it('answers Slack’s own checks', async () => {
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc', token: 'legacy' });
    expect(await (await postSigned(bot.url, challenge)).json()).toEqual({ challenge: 'abc' });
    expect((await postSigned(bot.url, 'ssl_check=1&token=legacy')).status).toBe(200);
    expect(bot.events).toEqual([]);
  });

  it('never mixes what inputs are called with what the button says', async () => {
    const values = {
      b: {
        v: { value: 'evil' },
        m: { value: 'evil' },
        ['__proto__']: { value: 'evil' },
        idea: { value: 'x' },
      },
    };
    const body = interactivity(
      press({ channel: 'D1', ts: '1.1', value: JSON.stringify({ v: 'ok', m: '1' }), values }),
    );
    expect((await postSigned(bot.url, body)).status).toBe(200);
    expect(bot.events).toMatchObject([{ data: { v: 'ok', m: '1', idea: 'x' } }]);
    expect('evil' in Object.prototype).toBe(false);
  });
});

describe('what people say', () => {
  const typed = async (event: Record<string, unknown>) => {
    expect((await postSigned(bot.url, happening(event))).status).toBe(200);
    return bot.events;
  };

  it('is heard in private', async () => {
    const event = {
      type: 'message',
      channel_type: 'im',
      user: 'U1',
      channel: 'D1',
      text: 'oui &amp; non &lt;3',
      ts: '1.1',
    };
    expect(await typed(event)).toMatchObject([
      { kind: 'text', eventId: 'Ev1', text: 'oui & non <3', place: null, sender: { slackId: 'U1' } },
    ]);
  });

  it('is heard in a channel when the bot is named', async () => {
    const event = { type: 'app_mention', user: 'U1', channel: 'C1', text: '<@UBOT> bilan ici', ts: '1.1' };
    expect(await typed(event)).toMatchObject([
      { kind: 'text', text: 'bilan ici', place: '{"channel":"C1"}' },
    ]);
  });

  it('starts with opening the conversation, which counts once', async () => {
    const event = { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'messages' };
    expect(await typed(event)).toMatchObject([{ kind: 'installed', eventId: 'home:T000000001:U1' }]);
  });

  it('is the same event when Slack delivers it again', async () => {
    const event = happening({ type: 'message', user: 'U1', channel: 'D1', text: 'oui' });
    const now = Math.floor(Date.now() / 1000);
    await postSigned(bot.url, event, signatureOf(event, now));
    await postSigned(bot.url, event, signatureOf(event, now - 1));
    expect(bot.events.map(({ eventId }) => eventId)).toEqual(['Ev1', 'Ev1']);
  });
});

describe('acknowledging', () => {
  it('waits until the answer is stored, and says so when it could not be', async () => {
    await bot.close();
    let broken = true;
    bot = await openSlack({ apiUrl: slack.apiUrl }, async () => {
      if (broken) throw new Error('disk full: Jeanne Martin');
      return null;
    });
    const body = interactivity(good);
    const headers = signatureOf(body);
    expect((await postSigned(bot.url, body, headers)).status).toBe(500);
    broken = false;
    // The same bytes again: a request that was not served is not a replay.
    expect((await postSigned(bot.url, body, headers)).status).toBe(200);
    expect(bot.events).toHaveLength(2);
    expect(JSON.stringify(bot.lines)).not.toContain('Jeanne');
  });

  it('does not wait for a slow answer, which is shown when it is ready', async () => {
    await bot.close();
    let release = () => {};
    const ready = new Promise<void>((resolve) => {
      release = resolve;
    });
    bot = await openSlack({ apiUrl: slack.apiUrl }, async () => {
      await ready;
      return { mode: 'message', message: message('Voici') };
    });
    const response = await postSigned(
      bot.url,
      slash('/aide', '', { response_url: `${slack.url}respond/slow` }),
    );
    expect([response.status, await response.text()]).toEqual([200, '']);
    release();
    await bot.channel.close();
    expect(slack.callsOf('respond/slow')).toMatchObject([
      { args: { text: 'Voici', response_type: 'ephemeral', replace_original: false }, token: null },
    ]);
  });

  it('says « later » while Slack has not told which workspace is ours', async () => {
    const silent = await startFakeSlack(() => ({ json: { ok: false, error: 'internal_error' } }));
    const early = await openSlack({ apiUrl: silent.apiUrl });
    expect((await postSigned(early.url, interactivity(good))).status).toBe(503);
    expect(early.events).toEqual([]);
    const named = await openSlack({ apiUrl: silent.apiUrl, teams: ['T000000001'] });
    expect((await postSigned(named.url, interactivity(good))).status).toBe(200);
    await Promise.all([early.close(), named.close()]);
    await silent.close();
  });
});
