import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createGate } from '../../../src/channels/limits/gate.ts';
import { createClient } from '../../../src/channels/slack/client.ts';
import { createSlackLimits } from '../../../src/channels/slack/limits.ts';
import { readRoster } from '../../../src/channels/slack/roster.ts';
import { fakeClock } from '../limits/clock.ts';

/** A workspace of so many pages of one person, where each call may go wrong first. */
async function openWorkspace(
  pages: number,
  trouble: (response: ServerResponse, call: number) => boolean = () => false,
): Promise<string> {
  let calls = 0;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    calls += 1;
    if (trouble(response, calls)) return;
    const page = Number(new URLSearchParams(body).get('cursor') ?? 1);
    const members = [{ id: `U${page}`, profile: { email: `P${page}@commune.example` } }];
    const next_cursor = page < pages ? String(page + 1) : '';
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, members, response_metadata: { next_cursor } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/api/`;
}

it('a roster of more pages than Slack gives in a minute is read to its end', async () => {
  const { clock, to } = fakeClock();
  const limits = createSlackLimits(4, () => {}, createGate(clock));
  const client = createClient('xoxb-for-tests', await openWorkspace(50), limits, 'mailing');
  let settled = false;
  const reading = readRoster(client).finally(() => {
    settled = true;
  });
  reading.catch(() => {});
  for (let tries = 0; !settled && tries < 20_000; tries++) {
    await nextTurn();
    to(clock.now() + 100);
  }
  const people = await reading;
  expect(people).toHaveLength(50);
  expect(people.at(-1)).toMatchObject({ email: 'p50@commune.example', platformId: 'U50' });
  // Sixteen a minute, for a mailing.
  expect(clock.now()).toBeGreaterThan(2 * 60_000);
});

it('a process that dies while it reads and starts again asks for no more pages in a minute than Slack gives', async () => {
  const { clock, to } = fakeClock();
  const asked: number[] = [];
  // Each time it has forgotten what the one before had asked.
  for (let start = 0; start < 3; start++) {
    const limits = createSlackLimits(4, () => {}, createGate(clock));
    let pages = 0;
    const apiUrl = await openWorkspace(50, () => {
      pages += 1;
      // What comes after its end was never asked.
      if (pages <= 12) asked.push(clock.now());
      return false;
    });
    readRoster(createClient('xoxb-for-tests', apiUrl, limits, 'mailing')).catch(() => {});
    for (let tries = 0; pages < 12 && tries < 20_000; tries++) {
      await nextTurn();
      to(clock.now() + 100);
    }
  }
  const inAMinute = asked.map((from) => asked.filter((at) => at >= from && at < from + 60_000).length);
  expect(asked).toHaveLength(36);
  expect(Math.max(...inAMinute)).toBeLessThanOrEqual(20);
});

/** Three in four calls go wrong, each in its way; the fourth is answered. */
function trouble(response: ServerResponse, call: number): boolean {
  const way = call % 4;
  if (way === 1) response.socket?.destroy();
  if (way === 2) response.statusCode = 503;
  if (way === 2) response.end('<html>');
  if (way === 3) response.end('{"ok":tr');
  return way !== 0;
}

it('a page that fails is asked for again, and the others are not', async () => {
  const limits = createSlackLimits(1000, () => {});
  const client = createClient('xoxb-for-tests', await openWorkspace(2, trouble), limits, 'mailing');
  expect((await readRoster(client)).map(({ platformId }) => platformId)).toEqual(['U1', 'U2']);
});

it('what cannot pass is told at once', async () => {
  let calls = 0;
  const refused = (response: ServerResponse) => {
    calls += 1;
    response.setHeader('content-type', 'application/json');
    response.end('{"ok":false,"error":"missing_scope"}');
    return true;
  };
  const limits = createSlackLimits(1000, () => {});
  const client = createClient('xoxb-for-tests', await openWorkspace(2, refused), limits, 'mailing');
  await expect(readRoster(client)).rejects.toThrow('missing_scope');
  expect(calls).toBe(1);
});
