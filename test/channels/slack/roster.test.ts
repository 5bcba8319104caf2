import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createGate } from '../../../src/channels/limits/gate.ts';
import { createClient } from '../../../src/channels/slack/client.ts';
import { createSlackLimits } from '../../../src/channels/slack/limits.ts';
import { readRoster } from '../../../src/channels/slack/roster.ts';
import { fakeClock } from '../limits/clock.ts';

/** A workspace of so many pages of one person. */
async function openWorkspace(pages: number): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
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
