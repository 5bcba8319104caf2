import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type OpenIdIssuer, startOpenIdIssuer, type TokenOptions } from '../../platforms/openid.ts';
import { personalActivity, startTeamsConnector, type TeamsConnector } from '../../platforms/teams.ts';
import { startTeamsBot, type TeamsBot } from '../../platforms/teams-bot.ts';

const APP = '11111111-2222-3333-4444-555555555555';
const TENANT = 'tenant-1';

let connector: TeamsConnector;
let issuer: OpenIdIssuer;
let bot: TeamsBot;
let spies: { mock: unknown }[] = [];

beforeAll(async () => {
  connector = await startTeamsConnector();
  issuer = await startOpenIdIssuer(APP);
  bot = await startTeamsBot({
    auth: true,
    sdk: {
      MicrosoftAppId: APP,
      MicrosoftAppPassword: 'secret',
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: TENANT,
      ...issuer.sdk,
    },
    serviceHosts: [connector.host],
    tenants: [TENANT],
  });
});
afterAll(async () => {
  await bot.close();
  await issuer.close();
  await connector.close();
});
beforeEach(() => {
  connector.clear();
  bot.events.length = 0;
  bot.lines.length = 0;
  spies = (['log', 'info', 'warn', 'error'] as const).map((method) => vi.spyOn(console, method));
});
afterEach(() => {
  // Whatever comes, nobody writes on the console, a line of log is enough, and nothing is sent.
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  expect(bot.lines.length).toBeLessThanOrEqual(1);
  expect(connector.calls).toEqual([]);
});

const activity = (extra: Record<string, unknown> = {}) =>
  personalActivity({ serviceUrl: connector.url, tenant: TENANT }, { text: 'aide', ...extra });

async function postSigned(body: unknown, options: TokenOptions = {}): Promise<number> {
  const token = await issuer.token({ serviceUrl: connector.url, ...options });
  return (await bot.post(body, { authorization: `Bearer ${token}` })).status;
}

describe('tokens', () => {
  test('the right one is taken', async () => {
    expect(await postSigned(activity())).toBe(200);
    expect(bot.events).toHaveLength(1);
  });

  test.for<[string, TokenOptions]>([
    ['expired', { expires: -600 }],
    ['without an end', { expires: null }],
    ['not yet valid', { notBefore: 600 }],
    ['signed by another key', { wrongKey: true }],
    ['of an unknown key', { kid: 'unknown' }],
    ['for another bot', { audience: 'somebody-else' }],
    ['from another issuer', { issuer: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' }],
    ['for another service URL', { serviceUrl: 'https://smba.trafficmanager.net/teams/' }],
  ])('one %s is refused', async ([, options]) => {
    expect(await postSigned(activity(), options)).toBe(401);
    expect(bot.events).toEqual([]);
  });

  test('an unsigned, symmetric, tampered, missing or absurd one is refused', async () => {
    const good = await issuer.token({ serviceUrl: connector.url });
    const [header = '', payload = '', signature = ''] = good.split('.');
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), exp: 9_999_999_999 };
    const tampered = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const headers = [
      `Bearer ${issuer.unsigned({ serviceUrl: connector.url })}`,
      `Bearer ${await issuer.symmetric({ serviceUrl: connector.url })}`,
      `Bearer ${header}.${tampered}.${signature}`,
      `Bearer ${good.slice(0, -4)}`,
      `bearer ${good}`,
      `Basic ${good}`,
      'Bearer',
      'Bearer a.b.c',
      'Bearer ..',
      `Bearer ${'x'.repeat(10_000)}`,
    ];
    for (const authorization of headers) {
      bot.lines.length = 0;
      expect((await bot.post(activity(), { authorization })).status).toBe(401);
      expect(bot.lines).toHaveLength(1);
    }
    bot.lines.length = 0;
    expect((await bot.post(activity())).status).toBe(401);
    expect(bot.events).toEqual([]);
  });
});

describe('whom we serve', () => {
  test.for<[string, Record<string, unknown>]>([
    [
      'another tenant',
      { conversation: { id: 'a:1', tenantId: 'other' }, channelData: { tenant: { id: 'other' } } },
    ],
    ['another tenant in one place', { channelData: { tenant: { id: 'other' } } }],
    ['no tenant', { conversation: { id: 'a:1' }, channelData: {} }],
    ['no service URL', { serviceUrl: undefined }],
    ['no service URL, said so', { serviceUrl: null }],
    ['another channel', { channelId: 'emulator' }],
    ['the App Service channel', { channelId: 'AseChannel' }],
  ])('%s: 403', async ([, extra]) => {
    expect(await postSigned(activity(extra))).toBe(403);
    expect(bot.events).toEqual([]);
  });

  test('a service URL elsewhere, in whatever dress: 403', async () => {
    for (const serviceUrl of [
      'https://evil.example/',
      'http://smba.trafficmanager.net/teams/',
      'https://smba.trafficmanager.net.evil.example/',
      'https://smba.trafficmanager.net@evil.example/',
      'https://evil.example\\@smba.trafficmanager.net/',
      'https://evil.example#smba.trafficmanager.net/',
      'ftp://smba.trafficmanager.net/',
      'http://127.0.0.1:1/',
      '//smba.trafficmanager.net/',
      'x',
    ]) {
      bot.lines.length = 0;
      expect(await postSigned(activity({ serviceUrl }), { serviceUrl })).toBe(403);
    }
    expect(bot.events).toEqual([]);
  });

  test('the built-in hosts are served', async () => {
    for (const host of ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com']) {
      const serviceUrl = `https://${host}/emea/`;
      expect(await postSigned(activity({ serviceUrl }), { serviceUrl })).toBe(200);
    }
  });
});

describe('bodies', () => {
  const hostile: [string, unknown][] = [
    ['nothing', ''],
    ['no JSON', '{"type":'],
    ['null', 'null'],
    ['a number', '5'],
    ['a string', '"message"'],
    ['an array', '[]'],
    ['an array of activities', '[{"type":"message"}]'],
    ['deep arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['deep objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['unclosed depths', '['.repeat(200_000)],
    ['an empty activity', '{}'],
  ];
  test.for(hostile)('%s: 400', async ([, body]) => {
    expect(await postSigned(body)).toBe(400);
  });

  test.for<[string, Record<string, unknown>]>([
    ['from', { from: undefined }],
    ['from without id', { from: { name: 'Anne' } }],
    ['from as a number', { from: 5 }],
    ['conversation', { conversation: undefined }],
    ['conversation as text', { conversation: 'a:anne' }],
    ['conversation as a list', { conversation: [] }],
    ['channelId', { channelId: undefined }],
    ['channelId as an object', { channelId: {} }],
    ['type', { type: undefined }],
    ['type as a number', { type: 1 }],
    ['text as an object', { text: { toString: 'x' } }],
    ['value as text', { text: undefined, value: 'x' }],
    ['value as a list', { text: undefined, value: [1] }],
    ['value without verb', { text: undefined, value: {} }],
    ['value with a verb of another type', { text: undefined, value: { v: 5 } }],
    ['value with a message id of another type', { text: undefined, value: { v: 'x', m: {} } }],
    ['value nested beyond reason', { text: undefined, value: nested(100) }],
    ['entities as text', { entities: 'x' }],
    ['members as an object', { type: 'conversationUpdate', membersAdded: {} }],
    ['an execute without action', { type: 'invoke', name: 'adaptiveCard/action', value: {} }],
    [
      'an execute without data',
      { type: 'invoke', name: 'adaptiveCard/action', value: { action: { data: 1 } } },
    ],
  ])('wrong %s: 400', async ([, extra]) => {
    expect(await postSigned(activity(extra))).toBe(400);
    expect(bot.events).toEqual([]);
  });

  test('names of the language are only data', async () => {
    const body = JSON.stringify(activity()).replace(
      '{',
      '{"__proto__":{"text":"x"},"constructor":{"prototype":{}},',
    );
    expect(await postSigned(body)).toBe(200);
    expect(Object.prototype).not.toHaveProperty('text');
  });

  test('over 256 KB: 413, announced or not', async () => {
    expect(await postSigned(activity({ text: 'x'.repeat(257 * 1024) }))).toBe(413);
    bot.lines.length = 0;
    expect(await chunked(bot.url, 'x'.repeat(300 * 1024), 'Authorization: Bearer a\r\n')).toContain('413');
  });

  test('without a token, nothing is read: 401, whatever the body', async () => {
    bot.lines.length = 0;
    expect(await chunked(bot.url, 'x'.repeat(300 * 1024))).toContain('401');
    bot.lines.length = 0;
    expect(await chunked(bot.url, '{"text":')).toContain('401');
  });

  test('afterwards the bot still answers', async () => {
    expect(await postSigned(activity())).toBe(200);
  });
});

describe('when the keys cannot be had', () => {
  test('nobody is let in, and it is not called a bad token', async () => {
    const lost = await startOpenIdIssuer(APP);
    const token = await lost.token({ serviceUrl: connector.url });
    const blind = await startTeamsBot({
      auth: true,
      sdk: { MicrosoftAppId: APP, MicrosoftAppPassword: 's', ...lost.sdk },
      serviceHosts: [connector.host],
      tenants: [TENANT],
    });
    await lost.close();
    expect((await blind.post(activity(), { authorization: `Bearer ${token}` })).status).toBe(503);
    expect((await blind.post(activity(), { authorization: 'Bearer a.b.c' })).status).toBe(401);
    expect(blind.events).toEqual([]);
    await blind.close();
  });
});

test('when our own sign-in is refused, the send is, and nothing leaves', async () => {
  // The SDK takes no login over plain http: the closest to a refusal that needs nobody outside.
  const misled = await startTeamsBot({
    auth: true,
    sdk: {
      MicrosoftAppId: APP,
      MicrosoftAppPassword: 'secret',
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: TENANT,
      ...issuer.sdk,
      ToChannelFromBotLoginUrl: 'http://127.0.0.1:1/',
    },
    serviceHosts: [connector.host],
    tenants: [TENANT],
  });
  const address = JSON.stringify({ serviceUrl: connector.url, conversationId: 'a:anne' });
  const message = { id: 'push-1', text: 'Bonjour', card: null, images: [] };
  expect(await misled.channel.send(address, message)).toEqual({ outcome: 'halted', reason: 'credentials' });
  await misled.close();
});

describe('without authentication', () => {
  let open: TeamsBot;
  beforeAll(async () => {
    open = await startTeamsBot();
  });
  afterAll(() => open.close());

  test('this machine is served', async () => {
    expect((await open.post(activity())).status).toBe(200);
  });

  test('what came through a proxy is not', async () => {
    for (const name of ['X-Forwarded-For', 'x-forwarded-proto', 'X-Forwarded-Anything', 'Forwarded']) {
      expect((await open.post(activity(), { [name]: 'x' })).status).toBe(403);
    }
  });

  test('a service URL off this machine is not', async () => {
    for (const serviceUrl of [
      'https://smba.trafficmanager.net/teams/',
      'http://192.168.1.4/',
      'http://0.0.0.0/',
    ]) {
      expect((await open.post(activity({ serviceUrl }))).status).toBe(403);
    }
  });
});

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { v: 'x', inner: nested(depth - 1) };
}

/** Sends a body without telling its length, and gives back what comes. */
function chunked(url: string, body: string, headers = ''): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(`POST /api/messages HTTP/1.1\r\nHost: x\r\n${headers}Transfer-Encoding: chunked\r\n\r\n`);
      socket.write(`${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
    });
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (text.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('error', () => undefined).on('close', () => resolve(text));
  });
}
