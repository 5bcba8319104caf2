import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type OpenIdIssuer, startOpenIdIssuer, type TokenOptions } from '../platforms/openid.ts';
import { personalActivity, startTeamsConnector, type TeamsConnector } from '../platforms/teams.ts';
import { type Attached, attach } from '../support/attached.ts';

const APP = '11111111-2222-3333-4444-555555555555';
const PEOPLE = [{ id: 'p1', aadId: 'aad-anne' }];

let issuer: OpenIdIssuer;
let connector: TeamsConnector;
let guarded: Attached;
let open: Attached;

beforeAll(async () => {
  issuer = await startOpenIdIssuer(APP);
  connector = await startTeamsConnector();
  guarded = await attach(PEOPLE, {
    ...issuer.sdk,
    MicrosoftAppId: APP,
    MicrosoftAppPassword: 'a-password',
    MicrosoftAppTenantId: 'tenant-1',
    TEAMS_SERVICE_HOSTS: connector.host,
  });
  open = await attach(PEOPLE, { TEAMS_AUTH: 'off' });
});
afterAll(async () => {
  await guarded.close();
  await open.close();
  await connector.close();
  await issuer.close();
});

type Attempt = { token?: TokenOptions | string | null; body?: unknown; headers?: Record<string, string> };

const hello = (extra: Record<string, unknown> = {}) =>
  personalActivity({ serviceUrl: connector.url }, { text: 'aide', ...extra });

const post = (program: Attached, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${program.url()}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** Refused: nothing written, nobody called, one line at most. */
async function expectRefused(
  program: Attached,
  status: number,
  body: unknown,
  headers: Record<string, string>,
) {
  const [tables, lines, calls] = [program.written(), program.lines.length, connector.calls.length];
  const response = await post(program, body, headers);
  expect(response.status).toBe(status);
  expect(await response.text()).toBe('');
  const said = program.lines.slice(lines);
  expect(said.length).toBeLessThanOrEqual(1);
  expect(JSON.stringify(said)).not.toMatch(/stack|node_modules|Anne|29:|eyJ/);
  expect(program.written()).toEqual(tables);
  expect(connector.calls).toHaveLength(calls);
}

const elsewhere = {
  conversation: { id: 'a:anne', conversationType: 'personal', tenantId: 'tenant-2' },
  channelData: {},
};

const REFUSED: [why: string, status: number, attempt: () => Attempt | Promise<Attempt>][] = [
  ['without a token', 401, () => ({ token: null })],
  ['with a token that is none', 401, () => ({ token: 'x.y.z' })],
  ['with an expired token', 401, () => ({ token: { expires: -4000, notBefore: -8000 } })],
  ['with a token that is not valid yet', 401, () => ({ token: { notBefore: 4000, expires: 8000 } })],
  ['with a token for another bot', 401, () => ({ token: { audience: 'another' } })],
  ['with a token of another issuer', 401, () => ({ token: { issuer: 'https://else.test' } })],
  ['signed with another key', 401, () => ({ token: { wrongKey: true } })],
  [
    'signed with the public key',
    401,
    async () => ({ token: await issuer.symmetric({ serviceUrl: connector.url }) }),
  ],
  [
    'signed with the key file',
    401,
    async () => ({ token: await issuer.symmetricPem({ serviceUrl: connector.url }) }),
  ],
  ['of a key that nobody knows', 401, () => ({ token: { serviceUrl: connector.url, kid: 'unknown' } })],
  ['with a token without end', 401, () => ({ token: { serviceUrl: connector.url, expires: null } })],
  ['with a token issued tomorrow', 401, () => ({ token: { serviceUrl: connector.url, issued: 86_400 } })],
  [
    'with a token for several',
    401,
    () => ({ token: { serviceUrl: connector.url, audience: [APP, 'other'] } }),
  ],
  ['with a token that names no service', 401, () => ({ token: {} })],
  ['with a token for another service', 401, () => ({ token: { serviceUrl: `${connector.url}x` } })],
  ['unsigned', 401, () => ({ token: issuer.unsigned({ serviceUrl: connector.url }) })],
  ['unreadable', 400, () => ({ body: '{"type":' })],
  ['no activity', 400, () => ({ body: { serviceUrl: connector.url } })],
  ['too big', 413, () => ({ body: hello({ text: 'x'.repeat(256 * 1024) }) })],
  ['of another tenant', 403, () => ({ body: hello(elsewhere) })],
  ['without service URL', 403, () => ({ token: {}, body: hello({ serviceUrl: undefined }) })],
  [
    'of another service host',
    403,
    () => ({
      token: { serviceUrl: 'https://else.test/' },
      body: hello({ serviceUrl: 'https://else.test/' }),
    }),
  ],
];

/** Told to call there, in a token of the right signature. */
const ELSEWHERE = [
  'https://else.test/',
  'https://smba.trafficmanager.net@else.test/',
  'https://else.test/@smba.trafficmanager.net/',
  'https://smba.trafficmanager.net.else.test/',
  'https://smba.trafficmanager.net./',
  'https://smba.trafficmanager.net:8443/',
  'https://smba.trafficmanager.net:443@else.test/',
  'http://smba.trafficmanager.net/',
  'https://smbа.trafficmanager.net/',
  'https://smba。trafficmanager.net/',
  'https://xn--smb-8cd.trafficmanager.net/',
  'https://smba.trafficmanager.net\\@else.test/',
  'https://smba.trafficmanager.net\t.else.test/',
  'https://smba.trafficmanager.net%2eelse.test/',
  'https://else.test#smba.trafficmanager.net',
  'https://else.test?smba.trafficmanager.net',
  'ftp://smba.trafficmanager.net/',
  'https:smba.trafficmanager.net',
  'https:///smba.trafficmanager.net/',
  'https://[::1]/',
  'http://0x7f.1/',
  'http://127.0.0.1:1/',
  'http://169.254.169.254/metadata',
];

describe('POST /api/messages of the whole program', () => {
  it.each(ELSEWHERE)('calls nobody at %s', async (serviceUrl) => {
    const authorization = `Bearer ${await issuer.token({ serviceUrl })}`;
    await expectRefused(guarded, 403, hello({ serviceUrl }), { authorization });
  });

  it('asks for keys again when it meets a new one, and not for each that it does not know', async () => {
    const turning = await startOpenIdIssuer(APP);
    const program = await attach(PEOPLE, {
      ...turning.sdk,
      MicrosoftAppId: APP,
      MicrosoftAppPassword: 'a-password',
      MicrosoftAppTenantId: 'tenant-1',
      TEAMS_SERVICE_HOSTS: connector.host,
    });
    onTestFinished(async () => {
      vi.useRealTimers();
      await program.close();
      await turning.close();
    });
    const typing = hello({ type: 'typing' });
    const send = async (options: TokenOptions = {}) => {
      const token = await turning.token({ serviceUrl: connector.url, ...options });
      return (await post(program, typing, { authorization: `Bearer ${token}` })).status;
    };
    const keysAsked = () => turning.asked.filter((path) => path === '/keys').length;
    expect(await send()).toBe(200);
    const before = keysAsked();
    for (let index = 0; index < 50; index++) expect(await send({ kid: `unknown${index}` })).toBe(401);
    expect(keysAsked()).toBe(before);

    await turning.rotate('next');
    const later = Date.now() + 2 * 3_600_000;
    vi.useFakeTimers({ toFake: ['Date'], now: later });
    expect(await send()).toBe(200);
    const after = keysAsked();
    for (let index = 0; index < 50; index++) expect(await send({ kid: `unknown${index}` })).toBe(401);
    expect(keysAsked()).toBe(after);

    // A day later they cannot be had: that is said once to the issuer, not fifty times.
    vi.setSystemTime(later + 25 * 3_600_000);
    turning.fail(true);
    const failing = turning.asked.length;
    for (let index = 0; index < 50; index++) expect(await send({ kid: 'next' })).toBe(503);
    expect(turning.asked.length - failing).toBeLessThanOrEqual(2);
  });

  it('without authentication, does nothing for a page that somebody has open', async () => {
    for (const headers of [
      { origin: 'https://evil.example', 'content-type': 'text/plain' },
      { origin: 'null', 'content-type': 'text/plain' },
      { origin: 'http://127.0.0.1:1', 'content-type': 'text/plain' },
    ])
      await expectRefused(open, 403, hello(), headers);
    const { port } = new URL(open.url());
    const status = await new Promise((resolve, reject) => {
      const asked = request(
        {
          port,
          host: '127.0.0.1',
          path: '/api/messages',
          method: 'POST',
          headers: { host: `evil.example:${port}` },
        },
        (response) => resolve(response.resume().statusCode),
      );
      asked.on('error', reject).end(JSON.stringify(hello()));
    });
    expect(status).toBe(403);
  });

  it.each(REFUSED)('refuses what is %s', async (_why, status, attempt) => {
    const { token = { serviceUrl: connector.url }, body = hello() } = await attempt();
    const bearer = typeof token === 'object' && token !== null ? await issuer.token(token) : token;
    await expectRefused(guarded, status, body, bearer === null ? {} : { authorization: `Bearer ${bearer}` });
  });

  it('lets in what the connector signed', async () => {
    const authorization = `Bearer ${await issuer.token({ serviceUrl: connector.url })}`;
    expect((await post(guarded, hello({ type: 'typing' }), { authorization })).status).toBe(200);
  });

  it('without authentication, refuses what came through a proxy or asks to call elsewhere', async () => {
    await expectRefused(open, 403, hello(), { 'x-forwarded-for': '10.0.0.1' });
    await expectRefused(open, 403, hello({ serviceUrl: 'https://smba.trafficmanager.net/teams/' }), {});
    await expectRefused(open, 400, 'null', {});
    expect((await post(open, hello())).status).toBe(200);
    expect(connector.calls.at(-1)).toMatchObject({ kind: 'send', authorization: null });
  });

  it('is ready, and hides the sandbox', async () => {
    for (const program of [guarded, open]) {
      expect((await fetch(`${program.url()}/readyz`)).status).toBe(200);
      expect((await fetch(`${program.url()}/sandbox/clock`)).status).toBe(404);
    }
  });
});
