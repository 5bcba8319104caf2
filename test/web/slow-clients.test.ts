import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { closeServer, createServer, listen } from '../../src/web/server.ts';

const silent = { info() {}, warn() {}, error() {} };
const MEGABYTES = 64 * 1024 * 1024;

let server: ReturnType<typeof createServer>;
let clients: Socket[];

beforeEach(async () => {
  // The server's patience is counted by this clock; sockets are real.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  clients = [];
  server = createServer(silent);
  server.post('/take', async (request, response) => {
    for await (const _chunk of request);
    response.send(200, { taken: true });
  });
  server.get('/much', async (_request, response) => void response.sendRaw(200, 'x'.repeat(MEGABYTES)));
  server.get('/late', async (_request, response) => {
    await once(server, 'ready');
    response.send(200, { late: true });
  });
  await listen(server, 0, '127.0.0.1');
});
afterEach(async () => {
  vi.useRealTimers();
  for (const client of clients) client.destroy();
  await closeServer(server);
});

/** A client that says this and no more; resolves with its connection on our side once we have got it. */
async function say(text: string) {
  const arrived = once(server.server, 'connection');
  const { port } = server.server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1');
  client.on('error', () => undefined);
  clients.push(client);
  const [ours]: Socket[] = await arrived;
  if (!ours) throw new Error('no connection');
  const whole = text.endsWith('\r\n\r\n') ? once(server.server, 'request') : null;
  client.write(text);
  await whole;
  return { client, ours, closed: once(ours, 'close') };
}

it.each([
  ['nothing', ''],
  ['half a header', 'POST /take HTTP/1.1\r\nHost: x\r\nX-Slow'],
  ['half a body', 'POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf'],
  ['half a chunk', 'POST /take HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf'],
])('whoever sends %s is cut', async (_what, text) => {
  const { closed } = await say(text);
  vi.advanceTimersByTime(16_000);
  await closed;
});

it('whoever reads nothing of a large answer is cut', async () => {
  const { client, ours, closed } = await say('GET /much HTTP/1.1\r\nHost: x\r\n\r\n');
  client.pause();
  // More than the network holds waits on our side.
  while (ours.writableLength === 0) await breathe();
  for (let looks = 0; looks < 5; looks++) vi.advanceTimersByTime(5000);
  await closed;
});

it('whoever waits for an answer that takes us long is not', async () => {
  const { client } = await say('GET /late HTTP/1.1\r\nHost: x\r\n\r\n');
  vi.advanceTimersByTime(120_000);
  const answer = once(client, 'data');
  server.emit('ready');
  expect(String(await answer)).toMatch(/^HTTP\/1\.1 200 /);
});

const breathe = () => new Promise((resolve) => setImmediate(resolve));
