import { Agent, get } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closeServer, createServer, listen } from '../../src/web/server.ts';

const silent = { info() {}, warn() {}, error() {} };
let server: ReturnType<typeof createServer>;
let agent: Agent;

beforeEach(async () => {
  server = createServer(silent);
  server.get('/hello', async (_request, response) => void response.send(200, { hello: true }));
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await listen(server, 0, '127.0.0.1');
});
afterEach(async () => {
  agent.destroy();
  await closeServer(server);
});

function ask(): Promise<number | undefined> {
  const { port } = server.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/hello', agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    }).on('error', reject);
  });
}

it('keeps nothing of the requests that a connection has already made', async () => {
  const sockets: Socket[] = [];
  server.server.on('connection', (socket: Socket) => sockets.push(socket));
  await ask();
  const listeners = sockets[0]?.listenerCount('close');
  for (let count = 0; count < 20; count++) expect(await ask()).toBe(200);
  expect(sockets).toHaveLength(1);
  expect(sockets[0]?.listenerCount('close')).toBe(listeners);
});
