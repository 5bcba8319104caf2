import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../src/config.ts';
import { StartupError } from '../src/domain/errors.ts';
import { parseSecret, sandboxSecret } from '../src/secret.ts';

const SECRET = { PERCOLATEUR_SECRET: randomBytes(32).toString('base64') };
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'abc', ...SECRET };
const TEAMS = {
  MicrosoftAppId: 'app',
  MicrosoftAppPassword: 'pass',
  MicrosoftAppTenantId: 'tenant',
  ...SECRET,
};
const ISSUER = { ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:9/openid' };
const UNSAFE_TEAMS = { TEAMS_AUTH: 'off', ...SECRET };

/** The variables that are named, each once, or nothing when it starts. */
function refused(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    for (const problem of error.problems) expect(problem).toMatch(/^\w+\u00a0?\s?: .*\.$/);
    return [...new Set(error.problems.map((problem) => problem.split(/\s/)[0] ?? ''))].sort();
  }
}

describe('what starts', () => {
  it('is a sandbox beside Teams when its issuer of tokens is on this machine', () => {
    const config = readConfig({ ...TEAMS, ...ISSUER, SANDBOX: 'on', TEAMS_SERVICE_HOSTS: '127.0.0.1:9' });
    expect(config).toMatchObject({ sandbox: true, host: '127.0.0.1', teams: { auth: true } });
  });

  it('is the sandbox, on this machine only, when nothing is said', () => {
    expect(readConfig({})).toMatchObject({
      port: 3978,
      host: '127.0.0.1',
      database: 'var/percolateur.db',
      programme: 'programme/exemple',
      sandbox: true,
      secret: null,
      slack: null,
      teams: null,
    });
  });

  it.each([
    ['Slack over HTTP', SLACK, { host: '0.0.0.0', sandbox: false }],
    [
      'Slack by Socket Mode',
      { ...SECRET, SLACK_BOT_TOKEN: 'x', SLACK_APP_TOKEN: 'y' },
      { host: '127.0.0.1' },
    ],
    ['Teams', TEAMS, { host: '0.0.0.0', sandbox: false, teams: { auth: true, tenants: ['tenant'] } }],
    ['Teams without authentication', UNSAFE_TEAMS, { host: '127.0.0.1', teams: { auth: false } }],
    [
      'a sandbox beside an emulator',
      { ...SLACK, SANDBOX: 'on', SLACK_API_URL: 'http://127.0.0.1:4003/api/' },
      { sandbox: true, host: '127.0.0.1' },
    ],
    ['a public address of this machine', { PUBLIC_URL: 'http://localhost:3978' }, { sandbox: true }],
  ])('is %s', (_name, environment, expected) => {
    expect(readConfig(environment)).toMatchObject(expected);
  });

  it.each([
    ['file:var/p.db', 'var/p.db'],
    ['file:/srv/p.db', '/srv/p.db'],
    ['file:///srv/p.db', '/srv/p.db'],
  ])('reads %s', (url, path) => {
    expect(readConfig({ DATABASE_URL: url }).database).toBe(path);
  });
});

describe('what is refused', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['a port that is no number', { PORT: 'abc' }, ['PORT']],
    ['a port out of range', { PORT: '70000' }, ['PORT']],
    ['an unknown level', { LOG_LEVEL: 'fort' }, ['LOG_LEVEL']],
    ['another database', { DATABASE_URL: 'postgres://x/y' }, ['DATABASE_URL']],
    ['a database without a path', { DATABASE_URL: 'file:' }, ['DATABASE_URL']],
    ['a public address that is none', { PUBLIC_URL: 'commune.example' }, ['PUBLIC_URL']],
    ['a switch that is none', { SANDBOX: 'oui' }, ['SANDBOX']],
    ['a rate that is none', { ...SLACK, SLACK_RATE_PER_SECOND: '0' }, ['SLACK_RATE_PER_SECOND']],
    ['Slack without a secret', { ...SLACK, PERCOLATEUR_SECRET: '' }, ['PERCOLATEUR_SECRET']],
    ['Teams without a secret', { ...TEAMS, PERCOLATEUR_SECRET: '' }, ['PERCOLATEUR_SECRET']],
    ['a short secret', { ...SLACK, PERCOLATEUR_SECRET: 'trop-court' }, ['PERCOLATEUR_SECRET']],
    ['a simple secret', { ...SLACK, PERCOLATEUR_SECRET: 'a'.repeat(64) }, ['PERCOLATEUR_SECRET']],
    ['half a Slack', { SLACK_BOT_TOKEN: 'x', ...SECRET }, ['SLACK_SIGNING_SECRET']],
    ['the other half', { SLACK_SIGNING_SECRET: 'x', ...SECRET }, ['SLACK_BOT_TOKEN']],
    ['half a Teams', { MicrosoftAppId: 'x', ...SECRET }, ['MicrosoftAppPassword', 'MicrosoftAppTenantId']],
    ['a retired type of bot', { ...TEAMS, MicrosoftAppType: 'MultiTenant' }, ['MicrosoftAppType']],
    ['a sandbox for others', { HOST: '0.0.0.0' }, ['HOST']],
    ['a sandbox with a public address', { PUBLIC_URL: 'https://p.commune.example' }, ['PUBLIC_URL']],
    ['a sandbox beside the real Slack', { ...SLACK, SANDBOX: 'on' }, ['SLACK_API_URL']],
    [
      'a sandbox beside a Slack elsewhere',
      { ...SLACK, SANDBOX: 'on', SLACK_API_URL: 'http://192.168.1.2/api/' },
      ['SLACK_API_URL'],
    ],
    ['a sandbox beside the real Teams', { ...TEAMS, SANDBOX: 'on' }, ['TEAMS_AUTH']],
    [
      'a sandbox that takes its tokens elsewhere',
      { ...UNSAFE_TEAMS, SANDBOX: 'on', ToChannelFromBotLoginUrl: 'https://login.example/' },
      ['ToChannelFromBotLoginUrl'],
    ],
    [
      'a sandbox that sends its tokens elsewhere',
      { ...TEAMS, ...ISSUER, SANDBOX: 'on', TEAMS_SERVICE_HOSTS: 'smba.example' },
      ['TEAMS_SERVICE_HOSTS'],
    ],
    ['unauthenticated Teams for others', { ...UNSAFE_TEAMS, HOST: '0.0.0.0' }, ['HOST']],
    ['unauthenticated Teams in public', { ...UNSAFE_TEAMS, PUBLIC_URL: 'https://p.example' }, ['PUBLIC_URL']],
    [
      'unauthenticated Teams that talks to others',
      { ...UNSAFE_TEAMS, TEAMS_SERVICE_HOSTS: 'smba.example' },
      ['TEAMS_SERVICE_HOSTS'],
    ],
    ['neither a sandbox nor a channel', { SANDBOX: 'off' }, ['SANDBOX']],
  ])('%s', (_name, environment, names) => {
    expect(refused(environment)).toEqual(names);
  });

  it('says everything at once, and repeats no value', () => {
    const environment = { PORT: 'abc', LOG_LEVEL: 'fort', SLACK_BOT_TOKEN: 'xoxb-tres-secret' };
    expect(refused(environment)).toEqual(['LOG_LEVEL', 'PERCOLATEUR_SECRET', 'PORT', 'SLACK_SIGNING_SECRET']);
    expect(() => readConfig(environment)).toThrow(expect.not.stringContaining('tres-secret'));
  });
});

describe('a secret', () => {
  it('is read in hexadecimal, base64 or as text, of 32 bytes or more', () => {
    const bytes = randomBytes(32);
    expect(parseSecret(bytes.toString('hex'))).toEqual(bytes);
    expect(parseSecret(bytes.toString('base64'))).toEqual(bytes);
    expect(parseSecret(bytes.toString('base64url'))).toEqual(bytes);
    expect(parseSecret(' une phrase de passe, longue et variée ! ')?.toString()).toContain('une phrase');
    expect(parseSecret(randomBytes(31).toString('hex'))).toBeNull();
    expect(parseSecret(randomBytes(31).toString('base64'))).toBeNull();
  });

  it('of the sandbox is made once, for its owner only, and a damaged one is refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'percolateur-secret-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const database = join(folder, 'var/p.db');
    const secret = sandboxSecret(database);
    const file = join(folder, 'var/secret');
    expect(secret).toHaveLength(32);
    expect(sandboxSecret(database)).toEqual(secret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe(secret.toString('base64'));
    writeFileSync(file, 'abîmé');
    expect(() => sandboxSecret(database)).toThrow(StartupError);
  });
});
