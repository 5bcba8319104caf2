import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { checkNode } from '../../src/cli/doctor/machine.ts';
import { type Edit, makeCommune, staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';
import { percolateur, placesOf } from './support.ts';

const reportSchema = z.object({
  ok: z.boolean(),
  findings: z.array(
    z.object({ check: z.string(), level: z.enum(['todo', 'note']), code: z.string(), text: z.string() }),
  ),
});

async function doctor(environment: Record<string, string>) {
  // A sandbox that somebody tries on this machine listens at the port of the default.
  const { code, out, err } = await percolateur({ PORT: '1', ...environment }, 'doctor', '--json');
  expect(err).toBe('');
  const { ok, findings } = reportSchema.parse(JSON.parse(out));
  expect(code).toBe(ok ? 0 : 1);
  return { findings, todo: findings.filter(({ level }) => level === 'todo').map((item) => item.code) };
}

/** A folder of the example, with these changes, and a database to come. */
async function installed(
  edits: Edit[] = [],
  people = undefined as Parameters<typeof makeCommune>[0] | undefined,
) {
  const programme = await makeCommune(people ?? null, edits);
  const folder = await mkdtemp(join(tmpdir(), 'percolateur-doctor-'));
  onTestFinished(async () => {
    await rm(programme, { recursive: true });
    await rm(folder, { recursive: true });
  });
  return { DATABASE_URL: `file:${join(folder, 'percolateur.db')}`, PROGRAMME: programme };
}

/** Slack as it answers to one call, for every call. */
async function slackSaying(status: number, body: object, scopes = ''): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-oauth-scopes': scopes });
    response.end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/api/`;
}

const SLACK = {
  PERCOLATEUR_SECRET: 'b3f1c2d4e5a60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90',
  SLACK_BOT_TOKEN: 'xoxb-essai',
  SLACK_SIGNING_SECRET: 'signature',
  PUBLIC_URL: 'https://percolateur.exemple.fr',
};

describe('doctor', () => {
  it('has nothing to say of the example, but that it is a sandbox', async () => {
    const { findings, todo } = await doctor(await installed());
    expect(todo).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual(['sandbox', 'database_absent']);
  });

  it('says everything at once: the configuration, each line of the programme, the database', async () => {
    const env = await installed([
      ['programme.yml', 'pays: FR', 'pays: BE'],
      ['agents.csv', 'a02;', 'a01;'],
    ]);
    await writeFile(env.DATABASE_URL.slice('file:'.length), 'pas une base');
    const { findings, todo } = await doctor({ ...env, PORT: 'haut', MicrosoftAppId: 'x' });
    expect(new Set(todo)).toEqual(new Set(['problem', 'in_folder', 'database_not_ours']));
    const texts = findings.map(({ text }) => text).join('\n');
    expect(texts).toContain('PORT : écrivez un nombre');
    expect(texts).toContain('PERCOLATEUR_SECRET : il manque');
    expect(texts).toContain(`${env.PROGRAMME}/agents.csv:3: même « id »`);
    expect(texts).toMatch(/programme\.yml:\d+: /);
  });

  it('names the variable when there is no such folder', async () => {
    const { findings } = await doctor({ ...(await installed()), PROGRAMME: '/nulle-part' });
    expect(findings.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^PROGRAMME/));
  });

  it('misses a lead, the leadership, champions, people in a wave, and a way to reach somebody', async () => {
    const env = await installed(
      [['agents.csv', 'p02@commune.example', '']],
      [...staff('Finances', 9), { id: 'x', department: 'Urbanisme' }],
    );
    await writeFile(
      join(env.PROGRAMME, 'programme.yml'),
      `organisation: {nom: Essai, pays: FR}\nvagues:\n  - {id: une, nom: Une, lancement: 2027-01-05, services: [Finances]}\n  - {id: deux, nom: Deux, lancement: 2027-02-02, services: []}\noutils: []\n`,
    );
    const { findings, todo } = await doctor(env);
    expect(todo).toEqual(['no_lead', 'no_leadership', 'small_wave']);
    expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['no_champion', 'overlap']));
    expect(findings.find(({ code }) => code === 'no_channel')?.text).toContain('p02');
  });

  it('sees a launch and Cafés already past before anything began, outside the sandbox', async () => {
    const env = await installed([['programme.yml', 'lancement: 2026-12-01', 'lancement: 2025-12-02']]);
    expect((await doctor(env)).todo).toEqual([]);
    const SLACK_API_URL = await slackSaying(200, { ok: true, team_id: 'T1', user_id: 'U1' });
    expect((await doctor({ ...env, ...SLACK, SLACK_API_URL })).todo).toEqual(['cafes_past', 'launch_past']);
  });

  it('is at ease with a programme that runs', async () => {
    const program = await startProgram();
    await program.travel('2026-12-20T12:00');
    expect((await doctor(placesOf(program))).findings.map(({ code }) => code)).toEqual(['sandbox']);
  });

  it('tells what may not change any more, and that the service keeps the old programme meanwhile', async () => {
    const program = await startProgram();
    await program.travel('2026-12-20T12:00');
    const file = join(program.programme, 'programme.yml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('lancement: 2026-12-01', 'lancement: 2026-12-08'));
    const { findings, todo } = await doctor(placesOf(program));
    expect(todo).toEqual(['in_folder']);
    expect(findings.map(({ code }) => code)).toContain('still_runs');
    expect(findings.find(({ code }) => code === 'in_folder')?.text).toMatch(
      /programme\.yml:\d+: cette vague a commencé.* remettez 2026-12-01$/,
    );
  });

  it('says who would never get a prompt', async () => {
    const prompts = 'prompts:\n  - {id: x, metier: X, services: [Finances], titre: X, texte: X}\n';
    const env = await installed([]);
    const file = join(env.PROGRAMME, 'cas-usage.yml');
    const [useCases = ''] = (await readFile(file, 'utf8')).split(/^prompts:/m);
    await writeFile(file, useCases + prompts);
    const found = (await doctor(env)).findings.find(({ code }) => code === 'no_common_prompt');
    expect(found?.level).toBe('note');
    expect(found?.text).toContain('Urbanisme');
    expect(found?.text).not.toContain('Finances');
  });

  it('tries the tokens of Slack, and names the rights that are missing', async () => {
    const future: Edit = ['programme.yml', 'lancement: 2026-12-01', 'lancement: 2091-12-04'];
    const env = { ...(await installed([future])), ...SLACK };
    const ok = await slackSaying(200, { ok: true, team_id: 'T1', user_id: 'U1' }, 'chat:write,commands');
    const { findings } = await doctor({ ...env, SLACK_API_URL: ok });
    expect(findings.find(({ code }) => code === 'slack_scopes')?.text).toContain('users:read.email');
    const no = await slackSaying(200, { ok: false, error: 'invalid_auth' });
    expect((await doctor({ ...env, SLACK_API_URL: no })).todo).toEqual(['slack_refused']);
    const down = await slackSaying(503, {});
    expect((await doctor({ ...env, SLACK_API_URL: down })).todo).toEqual(['slack_unreachable']);
  });

  it('knows an old Node', () => {
    expect(checkNode('22.13.1').map(({ code }) => code)).toEqual(['node']);
    expect(checkNode('20.20.2').map(({ code }) => code)).toEqual(['node']);
    expect([...checkNode('22.14.0'), ...checkNode('24.1.0')]).toEqual([]);
  });

  it('says it in French, in order', async () => {
    const { out } = await percolateur(await installed(), 'doctor');
    expect(out.split('\n').at(0)).toBe('Node : rien à signaler');
    expect(out).toContain('  à savoir  ');
    expect(out.split('\n').at(-1)).toBe('Tout va bien.');
  });
});
