import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  const [tables, lines, calls] = [program.tables(), program.lines.length, connector.calls.length];
  const response = await post(program, body, headers);
  expect(response.status).toBe(status);
  expect(await response.text()).toBe('');
  const said = program.lines.slice(lines);
  expect(said.length).toBeLessThanOrEqual(1);
  expect(JSON.stringify(said)).not.toMatch(/stack|node_modules|Anne|29:|eyJ/);
  expect(program.tables()).toEqual(tables);
  expect(connector.calls).toHaveLength(calls);
}

const elsewhere = {
  conversation: { id: 'a:anne', conversationType: 'personal', tenantId: 'tenant-2' },
  channelData: {},
};

const REFUSED: [why: string, status: number, attempt: () => Attempt][] = [
  ['without a token', 401, () => ({ token: null })],
  ['with a token that is none', 401, () => ({ token: 'x.y.z' })],
  ['with an expired token', 401, () => ({ token: { expires: -4000, notBefore: -8000 } })],
  ['with a token that is not valid yet', 401, () => ({ token: { notBefore: 4000, expires: 8000 } })],
  ['with a token for another bot', 401, () => ({ token: { audience: 'another' } })],
  ['with a token of another issuer', 401, () => ({ token: { issuer: 'https://else.test' } })],
  ['signed with another key', 401, () => ({ token: { wrongKey: true } })],
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

describe('POST /api/messages of the whole program', () => {
  it.each(REFUSED)('refuses what is %s', async (_why, status, attempt) => {
    const { token = { serviceUrl: connector.url }, body = hello() } = attempt();
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
