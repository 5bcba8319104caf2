import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { drain } from '../../src/web/drain.ts';
import { closeServer, createServer, listen } from '../../src/web/server.ts';

const silent = { info() {}, warn() {}, error() {} };

type Answer = { status: number | undefined; connection: string | undefined };

async function started() {
  const server = createServer(silent);
  const held = Promise.withResolvers<void>();
  server.get('/slow', async (_request, response) => {
    await held.promise;
    response.send(200, {});
  });
  server.get('/quick', async (_request, response) => void response.send(200, {}));
  await listen(server, 0, '127.0.0.1');
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  onTestFinished(() => agent.destroy());
  const { port } = server.server.address() as AddressInfo;
  const ask = (path: string) =>
    new Promise<Answer>((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, agent }, (response) => {
        response.resume();
        response.on('end', () =>
          resolve({ status: response.statusCode, connection: response.headers.connection }),
        );
      }).on('error', reject);
    });
  return { server, ask, release: held.resolve };
}

it('who is being served is answered, who comes meanwhile is told to come back, and nobody is cut off', async () => {
  const { server, ask, release } = await started();
  // Connections that a proxy holds.
  await Promise.all(Array.from({ length: 10 }, () => ask('/quick')));
  const arrived = new Promise<void>((resolve) => server.server.once('request', () => resolve()));
  const underWay = ask('/slow');
  await arrived;
  const drained = drain(server);
  const meanwhile = await Promise.all(Array.from({ length: 10 }, () => ask('/quick')));
  expect(new Set(meanwhile.map(({ status }) => status))).toEqual(new Set([503]));
  expect(new Set(meanwhile.map(({ connection }) => connection))).toEqual(new Set(['close']));
  release();
  expect(await underWay).toEqual({ status: 200, connection: 'close' });
  await drained;
  await closeServer(server);
  await expect(ask('/quick')).rejects.toThrow('ECONNREFUSED');
});

it('with nothing under way it stops at once', async () => {
  const { server, ask, release } = await started();
  release();
  await ask('/quick');
  await drain(server);
  expect((await ask('/quick')).status).toBe(503);
  await closeServer(server);
});
