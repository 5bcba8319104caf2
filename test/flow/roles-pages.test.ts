import restify from 'restify';
import { afterEach, expect, it, vi } from 'vitest';
import { PAGES, type Reader } from '../../src/domain/permissions.ts';
import { startFakeSlack } from '../platforms/slack.ts';
import { attach } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';
import { startProgram } from '../support/program.ts';

afterEach(() => vi.restoreAllMocks());

/** The routes of the servers made from now on, as restify knows them: `GET /healthz`. */
function watchRoutes(): () => string[] {
  const made = vi.spyOn(restify, 'createServer');
  return () =>
    made.mock.results.flatMap(({ value }) => {
      const routes: Record<string, { method: string; path: unknown }> = value.router.getRoutes();
      return Object.values(routes).map(({ method, path }) => `${method} ${path}`);
    });
}

function readerOf(route: string): Reader | undefined {
  return PAGES[route] ?? PAGES[route.replace(/\/sandbox\/.*$/, '/sandbox/')];
}

/** A request that shows nothing of who sends it. */
function request(url: string, page: string) {
  const [method = '', path = ''] = page.split(' ');
  const body = method === 'GET' || method === 'HEAD' ? {} : { body: 'code=ABCD-EFGH' };
  return fetch(url + path.replace(':file', 'demystifier.ics'), { method, ...body });
}

/** What a service that is not a sandbox says to such a request. */
const SAID: Record<Reader, number[]> = {
  anybody: [200],
  port: [200],
  platform: [400, 401, 403],
  code: [422],
  link: [410],
  session: [401],
  sandbox: [404, 405],
};

it('every page has a line, and nothing but Teams, Slack and the holders of a code may send anything', async () => {
  const routes = watchRoutes();
  const slack = await startFakeSlack();
  const program = await attach([{ id: 'a1', roles: 'pilote' }], {
    PUBLIC_URL: 'http://127.0.0.1:9',
    TEAMS_AUTH: 'off',
    ...slackSettings(slack),
  });
  const before = program.written();
  const wrong: string[] = [];
  for (const route of routes()) if (!readerOf(route)) wrong.push(`${route}: no line`);
  for (const [page, reader] of Object.entries(PAGES)) {
    const { status } = await request(program.url(), page);
    if (page !== 'HEAD /' && !SAID[reader].includes(status)) wrong.push(`${page}: ${status}`);
  }
  expect(wrong).toEqual([]);
  expect(routes().filter((route) => readerOf(route) === 'sandbox')).toEqual([]);
  expect(program.written()).toEqual(before);
  await program.close();
  await slack.close();
});

it('the pages of the sandbox answer to this machine only, and those for everybody name nobody', async () => {
  const routes = watchRoutes();
  const program = await startProgram();
  expect(routes().filter((route) => !readerOf(route))).toEqual([]);
  const elsewhere = { headers: { Origin: 'https://ailleurs.example' } };
  const asked = routes().filter((route) => /^\S+ \/sandbox\/(?!static|cards\/|messages\/)/.test(route));
  expect(asked.length).toBeGreaterThan(10);
  for (const route of asked) {
    const [method = '', path = ''] = route.split(' ');
    const answer = await fetch(program.url() + path, { method, ...elsewhere });
    expect([route, answer.status]).toEqual([route, 403]);
  }
  const names: string[] = (program.tables().person ?? []).map((row) => JSON.parse(row).name);
  for (const [page, reader] of Object.entries(PAGES)) {
    if (reader !== 'anybody' && reader !== 'port') continue;
    const text = await (await request(program.url(), page)).text();
    expect(names.filter((name) => text.includes(name))).toEqual([]);
  }
});
