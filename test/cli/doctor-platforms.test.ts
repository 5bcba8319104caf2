import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Edit, makeCommune, staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';
import { percolateur, placesOf } from './support.ts';

const report = z.object({
  findings: z.array(z.object({ check: z.string(), level: z.string(), code: z.string(), text: z.string() })),
});
const PASSWORD = 'un-mot-de-passe-a-ne-pas-dire';
const SECRET = 'b3f1c2d4e5a60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90';
const FUTURE: Edit = ['programme.yml', 'lancement: 2026-12-01', 'lancement: 2091-12-04'];

/** What doctor finds; it never says a secret. */
async function findings(environment: Record<string, string>) {
  const { out, err } = await percolateur(environment, 'doctor', '--json');
  expect(err).toBe('');
  for (const secret of [PASSWORD, SECRET, 'xoxb-essai']) expect(out).not.toContain(secret);
  return report.parse(JSON.parse(out)).findings;
}

const codes = async (environment: Record<string, string>) =>
  (await findings(environment)).filter(({ level }) => level === 'todo').map(({ code }) => code);

async function server(answer: (response: ServerResponse, path: string) => void): Promise<string> {
  const http = createServer((request, response) => {
    request.resume();
    answer(response, request.url ?? '');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  const address = http.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

async function installed() {
  const programme = await makeCommune(null, [FUTURE]);
  await chmod(join(programme, 'agents.csv'), 0o640);
  const folder = await mkdtemp(join(tmpdir(), 'percolateur-doctor-'));
  onTestFinished(async () => {
    await rm(programme, { recursive: true });
    await rm(folder, { recursive: true });
  });
  return {
    DATABASE_URL: `file:${join(folder, 'percolateur.db')}`,
    PROGRAMME: programme,
    PERCOLATEUR_SECRET: SECRET,
    PORT: '1',
  };
}

async function teams(status: number, body: object) {
  const url = await server((response, path) => {
    response.writeHead(path.includes('token') ? status : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(path.includes('token') ? body : {}));
  });
  return {
    ...(await installed()),
    PUBLIC_URL: 'https://percolateur.exemple.fr',
    MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
    MicrosoftAppTenantId: '11111111-2222-4333-8444-666666666666',
    MicrosoftAppPassword: PASSWORD,
    ToChannelFromBotLoginUrl: `${url}/locataire`,
    ToChannelFromBotOAuthScope: url,
    ToBotFromChannelTokenIssuer: url,
    ToBotFromChannelOpenIdMetadataUrl: `${url}/keys`,
    ToBotFromEmulatorOpenIdMetadataUrl: `${url}/keys`,
    CallerId: 'x',
  };
}

it('really asks Microsoft for a token, and says what to mend', async () => {
  expect(await codes(await teams(200, { access_token: 'x' }))).toEqual([]);
  const refused = (code: number) => teams(401, { error: 'invalid_client', error_codes: [code] });
  expect(await codes(await refused(7000215))).toEqual(['teams_secret_wrong']);
  expect(await codes(await refused(7000222))).toEqual(['teams_secret_expired']);
  expect(await codes(await refused(700016))).toEqual(['teams_app_unknown']);
  expect(await codes(await refused(1))).toEqual(['teams_refused']);
  const down = {
    ...(await teams(200, {})),
    ToChannelFromBotLoginUrl: 'http://127.0.0.1:1/x',
    ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:1/keys',
  };
  expect(await codes(down)).toEqual(['teams_unreachable', 'teams_keys']);
});

it('compares the clock with the platform’s, the rights with the manifest’s', async () => {
  const url = await server((response) => {
    response.setHeader('date', new Date(Date.now() - 10 * 60_000).toUTCString());
    response.writeHead(200, {
      'content-type': 'application/json',
      'x-oauth-scopes': 'channels:history,chat:write',
    });
    response.end(JSON.stringify({ ok: true, team_id: 'T1', user_id: 'U1' }));
  });
  const found = await findings({
    ...(await installed()),
    PUBLIC_URL: 'http://percolateur.exemple.fr',
    SLACK_BOT_TOKEN: 'xoxb-essai',
    SLACK_SIGNING_SECRET: PASSWORD,
    SLACK_API_URL: `${url}/api/`,
  });
  const text = (code: string) => found.find((item) => item.code === code)?.text;
  expect(text('clock_fast')).toMatch(/avance de (599|60\d) s sur celle de Slack/);
  expect(text('slack_needless')).toContain('channels:history');
  expect(text('slack_scopes')).toContain('users:read.email');
  expect(found.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['public_url_http', 'service_stopped']),
  );
  // What keeps people from being reached comes first.
  const checks = found.map(({ check }) => check);
  expect(checks.indexOf('clock')).toBeLessThan(checks.indexOf('channels'));
});

it('a platform that never answers is a finding, in time', { timeout: 15_000 }, async () => {
  const url = await server(() => {});
  const found = await codes({
    ...(await installed()),
    SLACK_BOT_TOKEN: 'xoxb-essai',
    SLACK_APP_TOKEN: 'xapp-essai',
    SLACK_API_URL: `${url}/api/`,
  });
  expect(found).toEqual(['slack_unreachable']);
});

it('says that somebody holds the database, and all the rest besides', async () => {
  const program = await startProgram({ people: staff('Finances', 12) });
  await program.travel('2026-12-03T10:00');
  const other = new Database(program.file);
  onTestFinished(() => void other.close());
  other.exec('begin exclusive');
  const found = await findings(placesOf(program));
  expect(found.find(({ code }) => code === 'database_locked')?.check).toBe('database');
  expect(found.map(({ code }) => code)).toContain('sandbox');
});

it('sees a secret that everybody can read, a message that should have left, and why others did not', async () => {
  const program = await startProgram({ people: staff('Finances', 12) });
  await program.travel('2026-12-03T10:00');
  const file = new Database(program.file);
  onTestFinished(() => void file.close());
  file.exec(`
    delete from setting where key = 'sandbox_clock';
    update outbox set status = 'planned', due_at = '2026-01-01T00:00:00Z', reason = 'platform_error'
      where id = (select min(id) from outbox where ephemeral = 0);
    update outbox set status = 'skipped', reason = 'not_installed', due_at = '2099-01-01T00:00:00Z'
      where id = (select max(id) from outbox where ephemeral = 0)`);
  await chmod(join(program.file, '../secret'), 0o644);
  const found = await findings(placesOf(program));
  const text = (code: string) => found.find((item) => item.code === code)?.text;
  expect(text('secret_open')).toContain('chmod 600');
  expect(text('outbox_late')).toMatch(/^1 message/);
  expect(text('outbox_waiting')).toMatch(/^1 message/);
  expect(text('outbox_lost')).toContain("n'est pas installée");
});
