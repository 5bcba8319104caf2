import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Answer, type Call, startFakeSlack } from '../platforms/slack.ts';
import { SIGNING_SECRET } from '../platforms/slack-signed.ts';
import { makeCommune } from '../support/commune.ts';
import { post, runProgram, temporaryFolder } from '../support/process.ts';

const PEOPLE = 30;
const SERVICES = [
  'Population et accueil',
  'Services techniques',
  'Enfance et écoles',
  'Urbanisme',
  'Finances',
  'Direction générale',
];

/** A town in Slack; `say` answers `chat.postMessage`, after the message has arrived. */
async function town(say: (call: Call) => Answer | undefined) {
  const arrived = new Map<string, { ts: string; metadata: unknown }[]>();
  const slack = await startFakeSlack((call) => {
    const { method, args } = call;
    if (method === 'chat.postMessage') {
      const channel = String(args.channel).replace(/^U/, 'D');
      arrived.set(channel, [
        { ts: `1.${arrived.size}`, metadata: args.metadata },
        ...(arrived.get(channel) ?? []),
      ]);
      return say(call);
    }
    if (method === 'conversations.open')
      return { json: { ok: true, channel: { id: String(args.users).replace(/^U/, 'D') } } };
    if (method === 'conversations.history')
      return { json: { ok: true, messages: arrived.get(String(args.channel)) ?? [] } };
    if (method !== 'users.list') return undefined;
    const members = Array.from({ length: PEOPLE }, (_, index) => ({
      id: `U${index}`,
      profile: { email: `p${index}@commune.example` },
    }));
    return { json: { ok: true, members } };
  });
  onTestFinished(() => slack.close());
  const programme = await makeCommune(null);
  const rows = Array.from(
    { length: PEOPLE },
    (_, index) =>
      `p${index};Personne ${index};p${index}@commune.example;${SERVICES[index % SERVICES.length]};agent;slack;;`,
  );
  await writeFile(
    join(programme, 'agents.csv'),
    ['id;nom;courriel;service;roles;canal;aad_id;slack_id', ...rows, ''].join('\n'),
  );
  const file = join(await temporaryFolder(), 'p.db');
  const start = (perSecond: number) =>
    runProgram({
      DATABASE_URL: `file:${file}`,
      PROGRAMME: programme,
      SANDBOX: 'on',
      PERCOLATEUR_SECRET: 'b3f1c2d4e5a60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90',
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      SLACK_RATE_PER_SECOND: String(perSecond),
    });
  return { slack, arrived, start, counts: () => countsOf(file) };
}

/** Messages of the first survey, by status. */
function countsOf(file: string): Record<string, number> {
  const database = new Database(file, { readonly: true });
  try {
    const rows = database
      .prepare("select status, count(*) as n from outbox where campaign like 'survey/%' group by status")
      .all();
    const counts = z.array(z.object({ status: z.string(), n: z.number() })).parse(rows);
    return Object.fromEntries(counts.map(({ status, n }) => [status, n]));
  } finally {
    database.close();
  }
}

function expectOnce(arrived: Map<string, { metadata: unknown }[]>): void {
  expect(arrived.size).toBe(PEOPLE);
  for (const messages of arrived.values()) {
    const ids = messages.map(({ metadata }) => JSON.stringify(metadata));
    expect(new Set(ids).size).toBe(ids.length);
  }
}

it('two processes on one database by accident send each message once', async () => {
  const { arrived, start, counts } = await town(() => undefined);
  const first = start(1000);
  const url = await first.url();
  await post(url, '/sandbox/clock', { to: '2026-11-17T09:00' });
  // It takes the clock as it is in the database.
  const second = start(1000);
  const other = await second.url();
  const to = '2026-11-17T10:30';
  await Promise.all([post(url, '/sandbox/clock', { to }), post(other, '/sandbox/clock', { to })]);
  expect(counts()).toEqual({ sent: PEOPLE });
  expectOnce(arrived);
});

it('told to stop while Slack is silent, it ends in time; what was sent is asked about, the rest just leaves', async () => {
  let silent = false;
  let posts = 0;
  const { slack, arrived, start, counts } = await town(() => {
    posts += 1;
    // Two are answered, then nothing.
    return silent && posts > 2 ? { hang: true } : undefined;
  });
  const running = start(15);
  const url = await running.url();
  await post(url, '/sandbox/clock', { to: '2026-11-17T09:00' });
  posts = 0;
  silent = true;
  const travelling = post(url, '/sandbox/clock', { to: '2026-11-17T10:30' }).catch(() => null);
  while (posts < 5) await slack.next('chat.postMessage');
  expect(await running.terminate()).toMatchObject({ code: 0, signal: null });
  await travelling;
  const { leased = 0, planned = 0, sent = 0 } = counts();
  expect([leased > 0, sent, leased + planned + sent]).toEqual([true, 2, PEOPLE]);
  silent = false;
  const again = start(1000);
  const { body } = await post(await again.url(), '/sandbox/clock', { to: '2026-11-17T11:30' });
  expect(body.failed).toBe(0);
  expect(counts()).toEqual({ sent: PEOPLE });
  expect(slack.callsOf('conversations.history')).toHaveLength(leased);
  expectOnce(arrived);
});

it('killed in the middle of a mailing, and started again, it loses nothing and repeats nothing', {
  timeout: 60_000,
}, async () => {
  const { slack, arrived, start, counts } = await town(() => undefined);
  const first = start(20);
  const next = slack.next('chat.postMessage');
  const before = await first.url();
  await post(before, '/sandbox/clock', { to: '2026-11-17T09:00' });
  const travelling = post(before, '/sandbox/clock', { to: '2026-11-17T10:30' }).catch(() => null);
  await next;
  await slack.next('chat.postMessage');
  await first.kill();
  await travelling;
  const { body } = await post(await start(1000).url(), '/sandbox/clock', { to: '2026-11-17T11:30' });
  expect(body.failed).toBe(0);
  expect(counts()).toEqual({ sent: PEOPLE });
  expectOnce(arrived);
});
