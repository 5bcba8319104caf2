import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startFakeSlack } from '../platforms/slack.ts';
import { type Attached, attach } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';

let slack: Awaited<ReturnType<typeof startFakeSlack>>;
let published: Attached;
let sandboxed: Attached;

const attached = (more: Record<string, string> = {}) =>
  attach([{ id: 'p1', slackId: 'U1' }], {
    ...slackSettings(slack),
    PUBLIC_URL: 'https://percolateur.commune.example',
    ...more,
  });

beforeAll(async () => {
  slack = await startFakeSlack();
  published = await attached();
  sandboxed = await attach([{ id: 'p1' }], {});
});
afterAll(async () => {
  await published.close();
  await sandboxed.close();
  await slack.close();
});

/** Writes these bytes to a server, and gives back all it says until one of both hangs up. */
function raw(program: Attached, bytes: string): Promise<string> {
  const { port } = new URL(program.url());
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
    });
    socket.on('error', () => undefined).on('close', () => resolve(said));
  });
}

const ask = (path: string, host = '127.0.0.1', more = '') =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`;

/** What no answer to a stranger may hold. */
const INSIDES = /node_modules|\bat .+:\d+:\d+|\.ts\b|Error:|sqlite|root:x:/i;

const PATHS = [
  '/',
  '/confidentialite',
  '/conditions',
  '/repondre',
  '/repondre/page.css',
  '/mes-donnees/inconnu',
  '/tableau-de-bord',
  '/tableau-de-bord/entrer/inconnu',
  '/cafes/demystifier.ics',
  '/cafes/inconnu.ics',
  '/healthz',
  '/readyz',
  '/metrics',
  '/slack/events',
  '/nowhere',
  '/sandbox/people',
];

describe('every answer', () => {
  it.each(PATHS)('%s may be kept, framed and used by nobody else', async (path) => {
    for (const program of [published, sandboxed]) {
      const response = await fetch(`${program.url()}${path}`);
      const headers = Object.fromEntries(response.headers);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'content-security-policy': expect.stringMatching(/^default-src 'none'.*frame-ancestors 'none'/),
      });
      expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|\*/);
      expect(headers['cache-control']).toMatch(/^no-(?:store|cache)$/);
      expect(headers['strict-transport-security'] !== undefined).toBe(program === published);
      expect(headers).not.toHaveProperty('server');
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(await response.text()).not.toMatch(path === '/' && program === sandboxed ? /root:x:/ : INSIDES);
    }
  });

  it('to another verb is a refusal, whatever other headers say', async () => {
    for (const path of PATHS) {
      for (const method of ['PUT', 'DELETE', 'TRACE', 'OPTIONS', 'PROPFIND', 'CONNECT', 'PATCH']) {
        const said = await raw(published, ask(path).replace('GET', method));
        expect(said === '' ? '405' : said, `${method} ${path}`).toMatch(/40[045]/);
        expect(said).not.toMatch(INSIDES);
      }
    }
    const override = await fetch(`${published.url()}/repondre`, {
      headers: { 'x-http-method-override': 'DELETE', 'x-method-override': 'POST' },
    });
    expect(override.status).toBe(200);
  });
});

describe('paths', () => {
  it.each([
    '/../../etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/sandbox/static/../../../config.ts',
    '/sandbox/static/..%2f..%2f..%2fconfig.ts',
    '/sandbox/static/%2e%2e%5c%2e%2e%5cstatic.ts',
    '/sandbox/static//etc/passwd',
    '/sandbox/static/page.css%00.html',
    '/repondre/../config.ts',
    '/repondre/..;/package.json',
    '/repondre/%c0%ae%c0%ae/package.json',
    '/tableau-de-bord/..%2fpackage.json',
    '/cafes/..%2f..%2fpackage.json.ics',
    '/.env',
    '/.git/config',
    '/package.json',
    '/%',
    '/%zz',
    '/cafes/%',
    `/${'a/'.repeat(3000)}`,
    `/cafes/${'x'.repeat(7000)}.ics`,
  ])('%s leads nowhere', async (path) => {
    for (const program of [published, sandboxed]) {
      const said = await raw(program, ask(path));
      expect(said).toMatch(/^HTTP\/1\.1 (?:400|404|414) /);
      expect(said).not.toMatch(INSIDES);
    }
  });
});

describe('requests that two servers could read differently', () => {
  const BODY = '5\r\nhello\r\n0\r\n\r\n';
  it.each<[string, string]>([
    [
      'a length and chunks',
      `POST /repondre HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n${BODY}`,
    ],
    ['two lengths', 'POST /repondre HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a length that is none', 'POST /repondre HTTP/1.1\r\nHost: x\r\nContent-Length: +2\r\n\r\nab'],
    [
      'chunks not last',
      `POST /repondre HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n${BODY}`,
    ],
    [
      'chunks in disguise',
      `POST /repondre HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n${BODY}`,
    ],
    ['a folded header', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n'],
    ['lines that end in half', 'GET /healthz HTTP/1.1\nHost: x\n\n'],
    ['a control character', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: b\u0000c\r\n\r\n'],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a version of its own', 'GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n'],
  ])('are refused and cut: %s', async (_what, bytes) => {
    const said = await raw(published, `${bytes}GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 (?:400|501|505) /);
    expect(said).not.toMatch(/percolateur_/);
    expect(said).not.toMatch(INSIDES);
  });

  it.each(['websocket', 'h2c'])(
    'another protocol, %s, is not spoken: the request is answered',
    async (name) => {
      for (const [path, status] of [
        ['/nowhere', 404],
        ['/healthz', 200],
      ] as const)
        expect(await raw(published, ask(path, 'x', `Connection: Upgrade\r\nUpgrade: ${name}\r\n`))).toMatch(
          `HTTP/1.1 ${status} `,
        );
    },
  );

  it('whoever sends ten megabytes is told at once that it is too much, and not cut off while they send', async () => {
    const { port } = new URL(published.url());
    const size = 10_000_000;
    const ended = await new Promise<string>((resolve) => {
      let said = '';
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(`POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: ${size}\r\n\r\n`),
      );
      socket.setEncoding('utf8').once('data', () => socket.write(Buffer.alloc(size)));
      socket.on('data', (chunk) => {
        said += chunk;
      });
      socket.on('error', ({ message }) => resolve(message)).on('close', () => resolve(said));
    });
    expect(ended).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('headers have a limit', async () => {
    expect(await raw(published, ask('/healthz', 'x', `X-A: ${'b'.repeat(20_000)}\r\n`))).toMatch(/ 431 /);
    const many = Array.from({ length: 3000 }, (_, index) => `X-${index}: b\r\n`).join('');
    expect(await raw(published, ask('/healthz', 'x', many))).toMatch(/ 431 /);
  });

  it.each([
    ['a space in the host', '/', 'a b'],
    ['a port that cannot be', '/healthz', 'x:99999'],
    ['half an IPv6 address', '/nowhere', '[::1'],
    ['a path in the host', '/nowhere', 'x/metrics?'],
    ['a scheme alone', 'http://', '127.0.0.1'],
    ['a whole address with no such port', 'http://x:99999/', '127.0.0.1'],
    ['a whole address with half a host', 'http://[/', '127.0.0.1'],
  ])('no address is refused, and the service goes on: %s', async (_what, path, host) => {
    for (const program of [published, sandboxed]) {
      expect(await raw(program, ask(path, host))).toMatch(/^HTTP\/1\.1 400 /);
      expect((await fetch(`${program.url()}/healthz`)).status).toBe(200);
    }
  });

  it('a body that nobody reads is not taken for the next request', async () => {
    const inner = 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n';
    const said = await raw(
      published,
      `POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: ${inner.length}\r\nConnection: close\r\n\r\n${inner}`,
    );
    expect(said).toMatch(/^HTTP\/1\.1 404 /);
    expect(said).not.toContain('percolateur_');
  });
});

describe('the sandbox', () => {
  const GIVES = ['/', '/metrics', '/repondre', '/cafes/demystifier.ics', '/sandbox/people'];

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:3978',
    '127.0.0.1@evil.example',
    '0.0.0.0',
    '[::ffff:7f00:1]',
    'localhost.',
    '2130706433',
    '',
  ])('is not there for whoever calls this machine « %s »', async (host) => {
    for (const path of GIVES) {
      expect(await raw(sandboxed, ask(path, host)), path).toMatch(/^HTTP\/1\.1 (?:403|400) /);
    }
  });

  it('is there under the names of this machine', async () => {
    for (const host of ['127.0.0.1', 'localhost', 'LOCALHOST:3978', '[::1]:3978', '127.9.9.9']) {
      expect(await raw(sandboxed, ask('/sandbox/people', host)), host).toMatch(/^HTTP\/1\.1 200 /);
    }
  });

  it('does nothing for another page of the same browser', async () => {
    const before = sandboxed.tables();
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost']) {
      for (const [path, body] of [
        ['clock', '{"advance":"P1D"}'],
        ['reset', '{}'],
        ['people/p1/messages', '{"text":"aide"}'],
      ]) {
        const response = await fetch(`${sandboxed.url()}/sandbox/${path}`, {
          method: 'POST',
          headers: { origin, 'content-type': 'text/plain' },
          body: body ?? '',
        });
        expect(response.status).toBe(403);
      }
    }
    expect(sandboxed.tables()).toEqual(before);
  });
});

describe('one address', () => {
  const MOST = 1500;
  const form = (program: Attached, forwarded: string, path = '/repondre') =>
    fetch(`${program.url()}${path}`, { headers: { 'x-forwarded-for': forwarded } }).then(async (response) => {
      await response.arrayBuffer();
      return response;
    });
  async function worn(program: Attached, forwarded: (index: number) => string) {
    const statuses = new Set<number>();
    for (let start = 0; start < MOST; start += 50) {
      const indexes = Array.from({ length: 50 }, (_, index) => start + index);
      const asked = indexes.map((index) =>
        form(program, forwarded(index), index % 2 ? '/%72epondre' : '/repondre'),
      );
      for (const { status } of await Promise.all(asked)) statuses.add(status);
    }
    return statuses;
  }

  it('asks for so much, whoever it says it speaks for, and platforms go on', async () => {
    const program = await attached();
    onTestFinished(program.close);
    expect(await worn(program, (index) => `198.51.100.${index % 250}`)).toEqual(new Set([200]));
    const refused = await form(program, '203.0.113.9');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await fetch(`${program.url()}/readyz`)).status).toBe(200);
    // A thousand people who tap come from a handful of addresses of Slack or Microsoft.
    for (const path of ['/slack/events', '/api/messages']) {
      const taps = Array.from({ length: 50 }, () => fetch(`${program.url()}${path}`, { method: 'POST' }));
      expect(new Set((await Promise.all(taps)).map(({ status }) => status)), path).toEqual(
        new Set([path === '/slack/events' ? 401 : 404]),
      );
    }
  });

  it('is the one behind a proxy that is ours', async () => {
    const program = await attached({ TRUSTED_PROXIES: '127.0.0.1' });
    onTestFinished(program.close);
    await worn(program, (index) => `${index % 250}.1.1.1, 198.51.100.7`);
    expect((await form(program, '198.51.100.7')).status).toBe(429);
    expect((await form(program, '198.51.100.8')).status).toBe(200);
  });
});
