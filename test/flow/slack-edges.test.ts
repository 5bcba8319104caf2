import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startFakeSlack } from '../platforms/slack.ts';
import {
  happening,
  interactivity,
  postSigned,
  press,
  signatureOf,
  slash,
} from '../platforms/slack-signed.ts';
import { type Attached, attach } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';

let slack: Awaited<ReturnType<typeof startFakeSlack>>;
let program: Attached;

beforeAll(async () => {
  slack = await startFakeSlack();
  program = await attach([{ id: 'p1', slackId: 'U1' }], slackSettings(slack));
});
afterAll(async () => {
  await program.close();
  await slack.close();
});

const click = interactivity(
  press({ channel: 'D1', ts: '1.1', value: JSON.stringify({ v: 'memento.acknowledge', version: '1' }) }),
);
const now = Math.floor(Date.now() / 1000);

const cut = (headers: ReturnType<typeof signatureOf>) => ({
  ...headers,
  'x-slack-signature': headers['x-slack-signature'].slice(0, 35),
});
const GUEST = { channel: 'C1', ts: '1.1', home: 'T2' };

const REFUSED: [why: string, status: number, body: string, headers?: Record<string, string>][] = [
  ['unsigned', 401, click, { 'content-type': 'application/x-www-form-urlencoded' }],
  ['signed with another secret', 401, click, signatureOf(click, now, 'another')],
  ['stale', 401, click, signatureOf(click, now - 301)],
  ['from the future', 401, click, signatureOf(click, now + 400)],
  ['signed for another body', 401, click, signatureOf(`${click} `)],
  [
    'signed for another time',
    401,
    click,
    { ...signatureOf(click, now), 'x-slack-request-timestamp': `${now - 1}` },
  ],
  ['signed with the first half', 401, click, cut(signatureOf(click, now))],
  ['no JSON', 400, '{"type":'],
  ['null', 400, 'payload=null'],
  ['deeper than anything', 400, `{"type":"event_callback","event":${'['.repeat(60_000)}`],
  ['an empty body', 400, ''],
  ['a form that is no payload', 400, 'payload=%7B'],
  [
    'a press without action',
    400,
    interactivity({ type: 'block_actions', team: { id: 'T000000001' }, actions: [] }),
  ],
  ['too big', 413, 'x'.repeat(256 * 1024 + 1)],
  ['too big and unsigned', 413, 'x'.repeat(300 * 1024), {}],
  [
    'a person of another company, in a shared channel',
    403,
    interactivity(press({ ...GUEST, value: '{"v":"x"}' })),
  ],
  [
    'a message of a person of another company',
    403,
    happening({ type: 'app_mention', user: 'U1', user_team: 'T2', channel: 'C1', text: 'aide' }),
  ],
  [
    'another workspace',
    403,
    interactivity(press({ team: 'T2', channel: 'D1', ts: '1.1', value: '{"v":"x"}' })),
  ],
  ['a command of another workspace', 403, slash('/aide', '', { team_id: 'T2' })],
  [
    'an event of another workspace',
    403,
    happening({ type: 'message', user: 'U1', channel: 'D1', text: 'x' }, { team_id: 'T2' }),
  ],
];

describe('POST /slack/events of the whole program', () => {
  it.each(REFUSED)('refuses what is %s', async (_why, status, body, headers) => {
    const [tables, lines, calls] = [program.written(), program.lines.length, slack.calls.length];
    const response = await postSigned(`${program.url()}/slack/events`, body, headers);
    expect([response.status, await response.text()]).toEqual([status, '']);
    // What is refused for good is not to be sent again.
    expect(response.headers.get('x-slack-no-retry')).toBe('1');
    const said = program.lines.slice(lines);
    expect(said.length).toBeLessThanOrEqual(1);
    expect(JSON.stringify(said)).not.toMatch(/stack|node_modules|U1|D1/);
    expect(program.written()).toEqual(tables);
    expect(
      slack.calls.slice(calls).filter(({ method }) => !/^(?:auth\.test|users\.list)$/.test(method)),
    ).toEqual([]);
  });

  it('answers a replayed command 200, without effect', async () => {
    const body = slash('/reprendre', '');
    const headers = signatureOf(body);
    const first = await postSigned(`${program.url()}/slack/events`, body, headers);
    expect(await first.json()).toMatchObject({ response_type: 'ephemeral' });
    const tables = program.written();
    const again = await postSigned(`${program.url()}/slack/events`, body, headers);
    expect([again.status, await again.text()]).toEqual([200, '']);
    expect(program.written()).toEqual(tables);
  });

  it('answers it after a restart too, and when Slack tries again under another signature', async () => {
    const body = slash('/reprendre', '', { trigger_id: '9.9.9' });
    const headers = signatureOf(body);
    await postSigned(`${program.url()}/slack/events`, body, headers);
    const { inbox, person } = program.tables();
    await program.restart();
    for (const again of [headers, signatureOf(body, now - 1)]) {
      const retried = { ...again, 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
      const response = await postSigned(`${program.url()}/slack/events`, body, retried);
      expect([response.status, await response.text()]).toEqual([200, '']);
    }
    // The service that starts does what is due: nothing of that comes from the request.
    expect(program.tables()).toMatchObject({ inbox, person });
  });

  it('takes no header twice', async () => {
    const body = slash('/aide', '');
    for (const [name, value] of Object.entries(signatureOf(body))) {
      if (!name.startsWith('x-')) continue;
      const status = await new Promise((resolve, reject) => {
        const request = httpRequest(`${program.url()}/slack/events`, { method: 'POST' }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        request.on('error', reject);
        for (const [each, right] of Object.entries(signatureOf(body))) request.setHeader(each, right);
        request.setHeader(name, [value, value]);
        request.end(body);
      });
      expect(status, name).toBe(401);
    }
  });

  it('serves the organisation that the app is installed on, and everybody of it', async () => {
    const grid = await startFakeSlack(({ method }) =>
      method === 'auth.test'
        ? {
            json: {
              ok: true,
              team_id: 'E1',
              enterprise_id: 'E1',
              is_enterprise_install: true,
              user_id: 'UBOT',
            },
          }
        : undefined,
    );
    const everywhere = await attach([{ id: 'p1', slackId: 'U1' }], slackSettings(grid));
    onTestFinished(async () => {
      await everywhere.close();
      await grid.close();
    });
    const tap = (more: object) =>
      postSigned(
        `${everywhere.url()}/slack/events`,
        interactivity({ ...press({ channel: 'D1', ts: '1.1', value: '{"v":"x"}' }), ...more }),
      ).then(({ status }) => status);
    const user = { id: 'U1', team_id: 'E1' };
    expect(await tap({ team: null, enterprise: { id: 'E1' }, user })).toBe(200);
    expect(await tap({ team: null, enterprise: { id: 'E2' }, user })).toBe(403);
    expect(await tap({ team: null, enterprise: { id: 'E1' }, user: { id: 'U2', team_id: 'E2' } })).toBe(403);
  });

  it('links nobody by an e-mail that nobody vouches for', async () => {
    for (const user of [{ is_stranger: true }, { is_email_confirmed: false }]) {
      const open = await startFakeSlack(({ method }) =>
        method === 'users.info'
          ? { json: { ok: true, user: { id: 'U9', ...user, profile: { email: 'maire@commune.example' } } } }
          : undefined,
      );
      const town = await attach(
        [{ id: 'maire', email: 'maire@commune.example', roles: 'pilote' }],
        slackSettings(open),
      );
      onTestFinished(async () => {
        await town.close();
        await open.close();
      });
      const response = await postSigned(`${town.url()}/slack/events`, slash('/vague', '', { user_id: 'U9' }));
      expect(response.status).toBe(200);
      expect(JSON.stringify(town.tables().person)).not.toContain('U9');
    }
  });

  it('is ready, and hides the sandbox', async () => {
    expect((await fetch(`${program.url()}/readyz`)).status).toBe(200);
    expect((await fetch(`${program.url()}/sandbox/people`)).status).toBe(404);
    expect((await fetch(`${program.url()}/api/messages`, { method: 'POST' })).status).toBe(404);
  });
});
