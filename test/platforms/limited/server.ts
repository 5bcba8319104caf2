import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChance, type Fault, isAfter, isBefore, settingsSchema } from './chance.ts';
import { createLedger } from './ledger.ts';

/** A request as a platform reads it. */
export type Asked = {
  method: string;
  url: URL;
  body: Buffer;
  headers: IncomingMessage['headers'];
};

export type Said = { status: number; json?: unknown; headers?: Record<string, string> };

/** What a platform makes of a request, in the order in which it is looked at. */
export type Call = {
  /** What it is called in the ledger. */
  name: string;
  /** Whether it is about to break a limit, or is refused for another reason: the answer, and nothing happens. */
  refusal(): Said | null;
  /** Carries it out. */
  perform(): Said;
  /** Whether it leaves a message behind. */
  posts: boolean;
  /** Whatever came of it. */
  done?(): void;
};

export type Platform = {
  url: string;
  /** Milliseconds, by which its limits go: it follows whoever moves its clock on. */
  now(): number;
  chance: ReturnType<typeof createChance>;
  ledger: ReturnType<typeof createLedger>;
  close(): Promise<void>;
};

/** How a platform says « too many » and « it failed » in its own words. */
export type Words = {
  throttled(seconds: number | null): Said;
  failed(status: number): Said;
};

/**
 * A platform that answers as its documentation says, keeps its limits, and fails as told. `GET /_ledger` is what it
 * saw, `GET /_messages` every message it took, `POST /_faults` what is to go wrong, `POST /_reset` a new ledger.
 */
export async function startPlatform(
  port: number,
  words: Words,
  read: (asked: Asked, platform: Platform) => Call,
): Promise<Platform> {
  const chance = createChance();
  const ledger = createLedger();
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? '/', platform.url);
    const body = Buffer.concat(chunks);
    if (url.pathname.startsWith('/_')) return answer(response, control(url.pathname, body));
    const asked = { method: request.method ?? '', url, body, headers: request.headers };
    const call = read(asked, platform);
    ledger.call(call.name);
    const refused = call.refusal();
    if (refused) return answer(response, refused);
    response.on('close', () => call.done?.());
    const fault = chance.next();
    if (fault) ledger.fault(fault);
    if (chance.state.latency > 0) await sleep(chance.state.latency);
    if (fault && isBefore(fault)) return fail(response, fault);
    const said = call.perform();
    if (fault && isAfter(fault) && call.posts && said.status < 300) ledger.untold();
    if (fault === 'slow') await sleep(200 + chance.random() * 1500);
    if (fault && fault !== 'slow') return spoil(response, fault, said);
    answer(response, said);
  }

  /** Nothing was done. */
  async function fail(response: ServerResponse, fault: Fault): Promise<void> {
    if (fault === 'reset') return void response.socket?.resetAndDestroy();
    if (fault === 'stall') return hang(response);
    if (fault === 'html') return page(response);
    if (fault === 'throttled') return answer(response, words.throttled(1 + Math.floor(chance.random() * 2)));
    if (fault === 'throttled-bare') return answer(response, words.throttled(null));
    const status = fault === 'concurrent' ? 412 : Number(fault.slice('error-'.length));
    answer(response, words.failed(status));
  }

  /** It was done, and its caller is told something else, or in a strange way. */
  async function spoil(response: ServerResponse, fault: Fault, said: Said): Promise<void> {
    const text = JSON.stringify(said.json ?? {});
    if (fault === 'reset-after') return void response.socket?.resetAndDestroy();
    if (fault === 'stall-after') return hang(response);
    if (fault === 'error-after') return answer(response, words.failed(502));
    response.writeHead(said.status, {
      'content-type': fault === 'wrong-type' ? 'text/plain' : 'application/json',
    });
    if (fault === 'malformed') response.end('\u0000<<not json>>');
    else if (fault === 'truncated') response.end(text.slice(0, Math.floor(text.length / 2)));
    else response.end(text);
  }

  /** Silence, until the caller gives up. */
  async function hang(response: ServerResponse): Promise<void> {
    await Promise.race([once(response, 'close'), sleep(chance.state.stall * 1000, null, { ref: false })]);
    response.socket?.destroy();
  }

  function control(path: string, body: Buffer): Said {
    if (path === '/_ledger') return { status: 200, json: ledger.account() };
    if (path === '/_messages') return { status: 200, json: [...ledger.messages.values()] };
    if (path === '/_reset') ledger.reset();
    else if (path === '/_faults') chance.set(settingsSchema.parse(JSON.parse(body.toString())));
    else return { status: 404 };
    return { status: 200, json: {} };
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const platform: Platform = {
    url: `http://127.0.0.1:${address.port}`,
    now: () => performance.now() + chance.state.ahead,
    chance,
    ledger,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return platform;
}

function answer(response: ServerResponse, { status, json, headers }: Said): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(json === undefined ? '' : JSON.stringify(json));
}

/** What a proxy in between says. */
function page(response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'text/html' });
  response.end('<!doctype html><title>503</title><h1>Service Unavailable</h1>');
}
