import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { postResponse } from '../../../src/channels/slack/response-address.ts';

type Seen = { request: IncomingMessage; body: string; socket: Socket };

/** A server that answers each request as `answer` says, after having read it. */
async function open(answer: (seen: Seen, response: ServerResponse, count: number) => void) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { socket } = request;
    seen.push({ request, body, socket });
    answer({ request, body, socket }, response, seen.length);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/actions/T1/2/3`), seen };
}

const CONTENT = { text: 'Élan', replace_original: true };

it('posts JSON, on a connection that is used again', async () => {
  const { url, seen } = await open((_seen, response) => response.end('ok'));
  await postResponse(url, CONTENT, true);
  await postResponse(url, CONTENT, true);
  expect(seen.map(({ body }) => JSON.parse(body))).toEqual([CONTENT, CONTENT]);
  expect(seen.map(({ request }) => request.headers['content-type'])).toEqual(
    seen.map(() => 'application/json'),
  );
  expect(new Set(seen.map(({ socket }) => socket)).size).toBe(1);
});

it('rejects what is not taken, and follows no redirection', async () => {
  for (const status of [302, 404, 500]) {
    const { url, seen } = await open((_seen, response) => {
      response.statusCode = status;
      response.setHeader('location', '/elsewhere');
      response.end('no');
    });
    await expect(postResponse(url, CONTENT, true)).rejects.toThrow(String(status));
    expect(seen).toHaveLength(1);
  }
});

/** Answers the first, then hangs up on the connection it was asked to keep, as the next request comes. */
const hangsUp = (seen: Seen, response: ServerResponse, count: number) => {
  if (count === 2) seen.socket.resetAndDestroy();
  else response.end('ok');
};

it('posts again what met the end of a kept connection, where twice is as once', async () => {
  const { url, seen } = await open(hangsUp);
  await postResponse(url, CONTENT, true);
  await postResponse(url, CONTENT, true);
  expect(seen).toHaveLength(3);
});

it('does not where it would be shown twice', async () => {
  const { url, seen } = await open(hangsUp);
  await postResponse(url, CONTENT, false);
  await expect(postResponse(url, CONTENT, false)).rejects.toThrow('ECONNRESET');
  expect(seen).toHaveLength(2);
});
