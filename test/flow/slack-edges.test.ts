import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeSlack } from '../platforms/slack.ts';
import {
  happening,
  interactivity,
  postSigned,
  press,
  SIGNING_SECRET,
  signatureOf,
  slash,
} from '../platforms/slack-signed.ts';
import { type Attached, attach } from '../support/attached.ts';

let slack: Awaited<ReturnType<typeof startFakeSlack>>;
let program: Attached;

beforeAll(async () => {
  slack = await startFakeSlack();
  program = await attach([{ id: 'p1', slackId: 'U1' }], {
    SLACK_BOT_TOKEN: 'xoxb-for-tests',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
  });
});
afterAll(async () => {
  await program.close();
  await slack.close();
});

const click = interactivity(
  press({ channel: 'D1', ts: '1.1', value: JSON.stringify({ v: 'memento.acknowledge', version: '1' }) }),
);
const now = Math.floor(Date.now() / 1000);

const REFUSED: [why: string, status: number, body: string, headers?: Record<string, string>][] = [
  ['unsigned', 401, click, { 'content-type': 'application/x-www-form-urlencoded' }],
  ['signed with another secret', 401, click, signatureOf(click, now, 'another')],
  ['stale', 401, click, signatureOf(click, now - 301)],
  ['from the future', 401, click, signatureOf(click, now + 400)],
  ['signed for another body', 401, click, signatureOf(`${click} `)],
  ['no JSON', 400, '{"type":'],
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
    const [tables, lines, calls] = [program.tables(), program.lines.length, slack.calls.length];
    const response = await postSigned(`${program.url()}/slack/events`, body, headers);
    expect([response.status, await response.text()]).toEqual([status, '']);
    const said = program.lines.slice(lines);
    expect(said.length).toBeLessThanOrEqual(1);
    expect(JSON.stringify(said)).not.toMatch(/stack|node_modules|U1|D1/);
    expect(program.tables()).toEqual(tables);
    expect(slack.calls.slice(calls).filter(({ method }) => method !== 'auth.test')).toEqual([]);
  });

  it('answers a replayed command 200, without effect', async () => {
    const body = slash('/reprendre', '');
    const headers = signatureOf(body);
    const first = await postSigned(`${program.url()}/slack/events`, body, headers);
    expect(await first.json()).toMatchObject({ response_type: 'ephemeral' });
    const tables = program.tables();
    const again = await postSigned(`${program.url()}/slack/events`, body, headers);
    expect([again.status, await again.text()]).toEqual([200, '']);
    expect(program.tables()).toEqual(tables);
  });

  it('is ready, and hides the sandbox', async () => {
    expect((await fetch(`${program.url()}/readyz`)).status).toBe(200);
    expect((await fetch(`${program.url()}/sandbox/people`)).status).toBe(404);
    expect((await fetch(`${program.url()}/api/messages`, { method: 'POST' })).status).toBe(404);
  });
});
