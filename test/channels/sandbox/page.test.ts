import restify from 'restify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mountPage } from '../../../src/channels/sandbox/static.ts';

const server = restify.createServer();
let origin = '';

beforeAll(async () => {
  mountPage(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  origin = `http://127.0.0.1:${server.address().port}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

describe('the files of the page', () => {
  test('the page itself, under a policy without exceptions', async () => {
    const response = await fetch(`${origin}/`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('everything the page names exists, with its type', async () => {
    const html = await (await fetch(`${origin}/`)).text();
    const paths = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path);
    expect(paths.length).toBeGreaterThan(5);
    const types = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
    for (const path of paths) {
      const response = await fetch(origin + path);
      expect([path, response.status]).toEqual([path, 200]);
      const type = Object.entries(types).find(([extension]) => path?.endsWith(extension))?.[1];
      expect(response.headers.get('content-type')).toContain(type);
      await response.arrayBuffer();
    }
  });

  test('a known version is not sent again', async () => {
    const first = await fetch(`${origin}/sandbox/static/main.js`);
    const tag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('no-cache');
    await first.arrayBuffer();
    const second = await fetch(`${origin}/sandbox/static/main.js`, { headers: { 'If-None-Match': tag } });
    expect(second.status).toBe(304);
  });

  test('HEAD answers without a body', async () => {
    const response = await fetch(`${origin}/`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  test.each([
    'globals.d.ts',
    '..%2fstatic.ts',
    '../static.ts',
    '%2e%2e/static.ts',
    'vendor/package.json',
    '',
  ])('nothing else is served: %s', async (name) => {
    const response = await fetch(`${origin}/sandbox/static/${name}`);
    expect(response.status).toBe(404);
    await response.text();
  });
});
