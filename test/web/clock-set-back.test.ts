import { BlockList } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { limitByAddress } from '../../src/web/limits.ts';
import { closeServer, createServer, listen } from '../../src/web/server.ts';

const silent = { info() {}, warn() {}, error() {} };
/** What an address may ask in a minute. */
const MOST = 1500;

let server: ReturnType<typeof createServer>;
let url: string;

beforeEach(async () => {
  // Both clocks of the machine; requests are real.
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.parse('2026-12-03T10:00:00Z') });
  server = createServer(silent);
  limitByAddress(server, new BlockList());
  server.get('/page', (_request, response, next) => {
    response.send(200, {});
    next();
  });
  url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/page`;
});
afterEach(async () => {
  vi.useRealTimers();
  await closeServer(server);
});

it('a clock that is set back shuts no town hall out until it has caught up', async () => {
  for (let asked = 0; asked <= MOST; asked += 50)
    await Promise.all(Array.from({ length: 50 }, () => fetch(url).then((response) => response.text())));
  const refused = await fetch(url);
  expect(refused.status).toBe(429);
  vi.advanceTimersByTime(61_000);
  vi.setSystemTime(Date.parse('2026-12-02T10:00:00Z'));
  expect((await fetch(url)).status).toBe(200);
});
