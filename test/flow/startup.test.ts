import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rm, writeFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeCommune, staff } from '../support/commune.ts';
import { readTables } from '../support/program.ts';
import { post, runProgram, temporaryFolder } from '../support/process.ts';

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
    expect(await running.terminate()).toMatchObject({ code: 0, stderr: `Percolateur est prêt : ouvrez ${url}/\n` });
    // All state is in the database and the secret.
    expect(readdirSync(join(folder, 'var')).filter((name) => !/^(p\.db(-wal|-shm)?|secret)$/.test(name))).toEqual([]);
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
      [oneUrl, otherUrl].map((url) => post(url, '/sandbox/clock', { to: '2026-12-17T10:00' })),
    );
    for (const { status } of answers) expect([200, 202, 500]).toContain(status);
    // Whatever one of them could not do, the other does: nothing is lost either.
    expect((await post(oneUrl, '/sandbox/clock', { to: '2026-12-17T11:00' })).status).toBe(200);
    await other.terminate();
    await one.terminate();
    const rows = readTables(`${folder}/p.db`);
    const cards = (rows.sandbox_message ?? []).map((row) => JSON.parse(row)).filter(({ card }) => card !== null);
    const keys = cards.map(({ recipient, at, text }) => `${recipient} ${at} ${text}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    // For each of the twelve: the baseline and two reminders, the welcome, three weeks; for the direction, J+15.
    expect(cards).toHaveLength(12 * 7 + 1);
  });
});

describe('a refusal to start', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT'],
    [{ LOG_LEVEL: 'fort' }, 'LOG_LEVEL'],
    [{ DATABASE_URL: 'postgres://x' }, 'DATABASE_URL'],
    [{ HOST: '0.0.0.0' }, 'HOST'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' }, 'PERCOLATEUR_SECRET'],
    [{ PROGRAMME: '/nulle/part' }, 'PROGRAMME'],
  ])('of %j ends with 2, before listening, and names the variable', async (environment: Record<string, string>, name) => {
    const folder = await temporaryFolder();
    const { code, stdout, stderr } = await runProgram({ DATABASE_URL: `file:${folder}/p.db`, ...environment }).ended;
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(name);
    expect(stderr).not.toContain('    at ');
  });

  it('of a broken programme names the file and the line', async () => {
    const folder = await temporaryFolder();
    const programme = await commune(['programme.yml', 'heure_hebdo: "09:30"', 'heure_hebdo: "demain"']);
    const { code, stderr } = await runProgram({ DATABASE_URL: `file:${folder}/p.db`, PROGRAMME: programme }).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/programme\.yml:\d+: .*heure_hebdo/);
  });

  it('of a port that is taken, or a database that is none, names the variable', async () => {
    const folder = await temporaryFolder();
    const running = runProgram({ DATABASE_URL: `file:${folder}/p.db` });
    const { port } = new URL(await running.url());
    const taken = await runProgram({ DATABASE_URL: `file:${folder}/q.db`, PORT: port }).ended;
    expect(taken.code).toBe(2);
    expect(taken.stderr).toContain('PORT');
    await writeFile(`${folder}/r.db`, 'ceci n’est pas une base de données, mais un texte assez long pour un en-tête'.repeat(20));
    const unreadable = await runProgram({ DATABASE_URL: `file:${folder}/r.db` }).ended;
    expect(unreadable.code).toBe(2);
    expect(unreadable.stderr).toContain('DATABASE_URL');
  });
});
