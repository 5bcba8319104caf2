import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeCommune, staff } from '../support/commune.ts';
import { post, runProgram, temporaryFolder } from '../support/process.ts';
import { readTables } from '../support/program.ts';

async function commune(...edits: Parameters<typeof makeCommune>[1] & object) {
  const folder = await makeCommune(staff('Finances', 12), edits);
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe('the program', () => {
  it('starts in its sandbox with a secret of its own, and ends well when its group is told to', async () => {
    const folder = await temporaryFolder();
    const running = runProgram({ DATABASE_URL: `file:${folder}/var/p.db` });
    const url = await running.url();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const page = await fetch(`${url}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<html lang="fr"');
    expect(statSync(join(folder, 'var/secret')).mode & 0o777).toBe(0o600);
    expect((await post(url, '/sandbox/clock', { advance: 'P2D' })).status).toBe(200);
    expect(await running.terminate()).toMatchObject({
      code: 0,
      stderr: `Percolateur est prêt : ouvrez ${url}/\n`,
    });
    // All state is in the database and the secret; the lock of who sends is empty.
    expect(
      readdirSync(join(folder, 'var')).filter((name) => !/^(p\.db(-wal|-shm|-sender)?|secret)$/.test(name)),
    ).toEqual([]);
  });

  it('ends well when it is told twice, as npm and a supervisor both do', async () => {
    const folder = await temporaryFolder();
    const running = runProgram({ DATABASE_URL: `file:${folder}/p.db` });
    const url = await running.url();
    // Somebody half way through a request holds up the end.
    const slow = connect(Number(new URL(url).port), '127.0.0.1');
    onTestFinished(() => void slow.destroy());
    slow.on('error', () => {}).write('POST /sandbox/clock HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
    await once(slow, 'ready');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const first = running.terminate();
    while (await fetch(`${url}/readyz`).catch(() => null));
    await running.terminate();
    expect(await first).toMatchObject({ code: 0, signal: null });
  });

  it('goes on where it was killed, without sending anything twice', async () => {
    const folder = await temporaryFolder();
    const environment = { DATABASE_URL: `file:${folder}/p.db`, PROGRAMME: await commune() };
    const first = runProgram(environment);
    const sent = await post(await first.url(), '/sandbox/clock', { to: '2026-12-03T10:00' });
    expect(sent.status).toBe(200);
    const before = readTables(`${folder}/p.db`);
    await first.kill();
    const second = runProgram(environment);
    const again = await post(await second.url(), '/sandbox/clock', { to: '2026-12-03T10:01' });
    expect(again.body).toMatchObject({ planned: 0, sent: 0 });
    const { setting, ...after } = readTables(`${folder}/p.db`);
    const { setting: clock, ...expected } = before;
    expect(after).toEqual(expected);
    expect((await second.terminate()).code).toBe(0);
  });

  it('sends nothing twice when two run on one database by accident', async () => {
    const folder = await temporaryFolder();
    const environment = { DATABASE_URL: `file:${folder}/p.db`, PROGRAMME: await commune() };
    const one = runProgram(environment);
    const oneUrl = await one.url();
    const other = runProgram(environment);
    const otherUrl = await other.url();
    const answers = await Promise.all(
      [oneUrl, otherUrl].map((url) => post(url, '/sandbox/clock', { to: '2026-11-18T10:00' })),
    );
    for (const { status } of answers) expect([200, 202, 500]).toContain(status);
    // Whatever one of them could not do, the other does: nothing is lost either.
    expect((await post(oneUrl, '/sandbox/clock', { to: '2026-11-18T11:00' })).status).toBe(200);
    await other.terminate();
    await one.terminate();
    const rows = readTables(`${folder}/p.db`);
    const cards = (rows.sandbox_message ?? [])
      .map((row) => JSON.parse(row))
      .filter(({ card }) => card !== null);
    expect(new Set(cards.map(({ recipient }) => recipient)).size).toBe(12);
    // The first contact, then the survey.
    expect(cards).toHaveLength(2 * 12);
  });
});

/** Run ahead of the program: tells on stderr which packages are loaded when it begins to listen. */
const TELL_PACKAGES = `
import { registerHooks } from 'node:module';
import { Server } from 'node:net';
const names = new Set();
registerHooks({
  load(url, context, next) {
    const [, name] = /.*[/]node_modules[/]((?:@[^/]+[/])?[^/]+)/.exec(url) ?? [];
    if (name) names.add(name);
    return next(url, context);
  },
});
const { listen } = Server.prototype;
Server.prototype.listen = function (...args) {
  console.error('packages ' + [...names].join(' '));
  return listen.apply(this, args);
};`;

describe('a start', () => {
  it('loads none of what only a card, a date or a paper needs', async () => {
    const folder = await temporaryFolder();
    const running = runProgram({
      DATABASE_URL: `file:${folder}/p.db`,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL_PACKAGES)}`,
    });
    await running.url();
    const { stderr } = await running.terminate();
    const packages = /^packages (.*)$/m.exec(stderr)?.[1]?.split(' ') ?? [];
    expect(packages).toEqual(expect.arrayContaining(['better-sqlite3', 'kysely', 'restify', 'yaml']));
    const later = ['adaptive-expressions', 'date-holidays', 'pdfkit', 'vega', 'vega-lite', '@resvg/resvg-js'];
    expect(packages.filter((name) => later.includes(name) || name.startsWith('botbuilder'))).toEqual([]);
  });

  it('keeps what Node compiled where it is told, and does without where nothing can be written', async () => {
    const folder = await temporaryFolder();
    const kept = runProgram({ DATABASE_URL: `file:${folder}/p.db`, NODE_COMPILE_CACHE: `${folder}/cache` });
    await kept.url();
    expect((await kept.terminate()).code).toBe(0);
    expect(readdirSync(`${folder}/cache`, { recursive: true }).length).toBeGreaterThan(100);
    const without = runProgram({
      DATABASE_URL: `file:${folder}/p.db`,
      NODE_COMPILE_CACHE: '/dev/null/cache',
    });
    const url = await without.url();
    expect(await without.terminate()).toMatchObject({
      code: 0,
      stderr: `Percolateur est prêt : ouvrez ${url}/\n`,
    });
  });
});

describe('a refusal to start', () => {
  it('ends with 2, before listening, and names every variable at once', async () => {
    const folder = await temporaryFolder();
    const running = runProgram({
      DATABASE_URL: 'postgres://ailleurs',
      PORT: 'abc',
      LOG_LEVEL: 'fort',
      SLACK_BOT_TOKEN: 'xoxb-secret-token',
      PROGRAMME: folder,
    });
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(2);
    expect(stdout).toBe('');
    const names = stderr
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[0]);
    expect(names.sort()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'PERCOLATEUR_SECRET',
      'PORT',
      'SLACK_SIGNING_SECRET',
    ]);
    expect(stderr).not.toContain('xoxb-secret-token');
  });

  it('for a broken programme, names the file and the line', async () => {
    const folder = await temporaryFolder();
    const programme = await commune(['programme.yml', 'heure_hebdo: "09:30"', 'heure_hebdo: "demain"']);
    const { code, stderr } = await runProgram({ DATABASE_URL: `file:${folder}/p.db`, PROGRAMME: programme })
      .ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/programme\.yml:\d+: .*heure_hebdo/);
  });

  it('for a port that is taken, or a database that is none, names the variable', async () => {
    const folder = await temporaryFolder();
    const running = runProgram({ DATABASE_URL: `file:${folder}/p.db` });
    const { port } = new URL(await running.url());
    const taken = await runProgram({ DATABASE_URL: `file:${folder}/q.db`, PORT: port }).ended;
    expect(taken.code).toBe(2);
    expect(taken.stderr).toContain('PORT');
    await writeFile(
      `${folder}/r.db`,
      'ceci n’est pas une base de données, mais un texte assez long pour un en-tête'.repeat(20),
    );
    const unreadable = await runProgram({ DATABASE_URL: `file:${folder}/r.db` }).ended;
    expect(unreadable.code).toBe(2);
    expect(unreadable.stderr).toContain('DATABASE_URL');
  });
});
