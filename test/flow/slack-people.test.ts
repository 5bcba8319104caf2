import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startFakeSlack } from '../platforms/slack.ts';
import { postSigned, slash } from '../platforms/slack-signed.ts';
import { type Attached, attach } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';

let slack: Awaited<ReturnType<typeof startFakeSlack>>;
let program: Attached;
let away: boolean;

const members = [
  { id: 'U1', profile: { email: 'A1@Commune.example' } },
  { id: 'U2' },
  { id: 'U3', profile: { email: 'partagee@commune.example' } },
  { id: 'U4', deleted: true, profile: { email: 'a4@commune.example' } },
  { id: 'U5', is_bot: true, profile: { email: 'a5@commune.example' } },
  { id: 'U8', profile: { email: 'a8@commune.example' } },
];

beforeEach(async () => {
  away = false;
  slack = await startFakeSlack(({ method }) => {
    if (method === 'users.info' && away) return { text: 'oops', status: 503 };
    if (method === 'users.info')
      return { json: { ok: true, user: { id: 'U7', profile: { email: 'a7@commune.example' } } } };
    if (method !== 'users.list') return undefined;
    return { json: away ? { ok: false, error: 'fatal_error' } : { ok: true, members } };
  });
});
afterEach(async () => {
  await program.close();
  await slack.close();
});

async function open() {
  program = await attach(
    [
      { id: 'a1', email: 'a1@commune.example', channel: 'slack' },
      { id: 'a2', email: 'a2@commune.example', channel: 'slack', slackId: 'U2' },
      { id: 'a3', channel: 'slack', slackId: 'U3' },
      { id: 'a4', email: 'a4@commune.example', channel: 'slack' },
      { id: 'a5', email: 'a5@commune.example', channel: 'slack' },
      { id: 'a6', email: 'partagee@commune.example', channel: 'slack' },
      { id: 'a7', email: 'a7@commune.example' },
    ],
    { SANDBOX: 'on', ...slackSettings(slack) },
  );
}

async function active(): Promise<string[]> {
  const { body } = await program.sandbox('people');
  return body.flatMap(({ id, state }: { id: string; state: string }) =>
    /^a\d$/.test(id) && state === 'active' ? [id] : [],
  );
}

it('meets people by the account of the list, else by e-mail; others stay where they can be met', async () => {
  await open();
  await program.travel('2026-11-16T09:00');
  // a6 shares an e-mail with the account that the list gives to a3; a7 has no channel of their own: the sandbox.
  expect(await active()).toEqual(['a1', 'a2', 'a3', 'a7']);
  const addresses = program.tables().address ?? [];
  expect(addresses.map((row) => JSON.parse(row).address).sort()).toEqual(
    ['U1', 'U2', 'U3'].map((user) => JSON.stringify({ user })),
  );
});

it('asks again for the accounts when Slack was away', async () => {
  away = true;
  await open();
  await program.travel('2026-11-16T09:00');
  expect(await active()).toEqual(['a7']);
  away = false;
  await program.travel('2026-11-16T09:10');
  expect(await active()).toEqual(['a1', 'a2', 'a3', 'a7']);
  const calls = slack.callsOf('users.list').length;
  await program.travel('2026-11-16T09:20');
  expect(slack.callsOf('users.list')).toHaveLength(calls);
});

it('says the first word although Slack was away at the hour of it', async () => {
  away = true;
  program = await attach(
    ['a1', 'a2', 'a8'].map((id) => ({
      id,
      email: `${id}@commune.example`,
      channel: 'slack',
      ...(id === 'a2' ? { slackId: 'U2' } : {}),
    })),
    { SANDBOX: 'on', ...slackSettings(slack) },
  );
  await program.travel('2026-11-16T09:00');
  expect(program.tables().outbox).toEqual([]);
  away = false;
  await program.travel('2026-11-16T10:00');
  await program.travel('2026-11-16T10:10');
  const rows = (program.tables().outbox ?? []).map((row) => JSON.parse(row));
  expect(rows.map(({ campaign, person_id, status }) => [campaign, person_id, status]).sort()).toEqual(
    ['a1', 'a2', 'a8'].map((id) => ['contact/agent/2026-11-16', id, 'sent']),
  );
});

it('meets whoever joins the list in the day', async () => {
  await open();
  await program.travel('2026-11-16T09:00');
  await appendFile(
    join(program.programme, 'agents.csv'),
    'a8;Personne a8;a8@commune.example;Finances;agent;slack;;\n',
  );
  await program.travel('2026-11-16T09:20');
  await program.travel('2026-11-16T09:40');
  expect(await active()).toContain('a8');
});

it('takes nobody for a stranger because Slack could not say who they are', async () => {
  await open();
  const speak = (trigger_id: string) =>
    postSigned(`${program.url()}/slack/events`, slash('/aide', '', { user_id: 'U7', trigger_id }));
  away = true;
  expect(await (await speak('first')).text()).toContain('Réessayez');
  expect(program.tables().stranger).toEqual([]);
  away = false;
  expect((await speak('second')).status).toBe(200);
  expect(JSON.stringify(program.tables().person)).toContain('U7');
});
