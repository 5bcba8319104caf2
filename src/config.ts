import { BlockList } from 'node:net';
import type { SlackConfig } from './channels/slack/channel.ts';
import type { TeamsConfig } from './channels/teams/channel.ts';
import { refuseExposure } from './config/exposure.ts';
import { readSlack } from './config/slack.ts';
import { readTeams } from './config/teams.ts';
import { type Environment, type Read, reader, readList, readSwitch, readUrl } from './config/values.ts';
import { StartupError } from './domain/errors.ts';
import { parseSecret } from './secret.ts';
import { readProxies } from './web/address.ts';

/** Everything the service is told by its environment, checked. */
export type Config = {
  port: number;
  host: string;
  /** Path of the SQLite file. */
  database: string;
  /** Folder of the programme. */
  programme: string;
  /** null: the sandbox makes its own. */
  secret: Buffer | null;
  publicUrl: string | null;
  /** Reverse proxies in front of the service: they are believed about whom they speak for. */
  proxies: BlockList;
  logLevel: string;
  sandbox: boolean;
  slack: SlackConfig | null;
  teams: TeamsConfig | null;
};

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/** What makes libraries print what they send and receive: addresses, names, words. */
const TALKATIVE = 'DEBUG AZURE_LOG_LEVEL TYPESPEC_RUNTIME_LOG_LEVEL'.split(' ');

/** The one place where the environment is read. Before any platform's library is loaded. */
export function configFromProcess(): Config {
  for (const name of TALKATIVE) delete process.env[name];
  return readConfig(process.env);
}

/**
 * Reads and checks the environment. Throws a StartupError that names every variable that is wrong and says what to
 * write: a service that could leak does not start.
 */
export function readConfig(environment: Environment): Config {
  const problems: string[] = [];
  const read = reader(environment);
  const slack = readSlack(read, problems);
  const teams = readTeams(read, problems);
  const real = slack !== null || teams !== null;
  const sandbox = readSwitch(read, 'SANDBOX', problems) ?? !real;
  const overHttp = teams !== null || (slack !== null && slack.appToken === null);
  const host = read('HOST') ?? (overHttp && teams?.auth !== false && !sandbox ? '0.0.0.0' : '127.0.0.1');
  const publicUrl = readUrl(read, 'PUBLIC_URL', problems);
  const config: Config = {
    port: readPort(read, problems),
    host,
    database: readDatabase(read, problems),
    programme: readProgramme(read),
    secret: readSecret(read, real, problems),
    publicUrl,
    proxies: readTrustedProxies(read, problems),
    logLevel: readLogLevel(read, problems),
    sandbox,
    slack,
    teams,
  };
  refuseExposure(config, problems);
  if (problems.length > 0) throw new StartupError(problems);
  return config;
}

/** Where things are, without asking whether a channel is complete: what is enough to look after the data. */
export type Places = Pick<Config, 'database' | 'programme' | 'secret' | 'publicUrl'> & {
  /** The Microsoft application's id, when there is one. */
  appId: string | null;
  /** Slack comes through Socket Mode: an app token is there, or no address it could call. */
  socketMode: boolean;
};

export function placesFromProcess(): Places {
  return readPlaces(process.env);
}

/** Throws a StartupError on what is wrong in the few variables it reads. */
export function readPlaces(environment: Environment): Places {
  const problems: string[] = [];
  const read = reader(environment);
  const publicUrl = readUrl(read, 'PUBLIC_URL', problems);
  const places: Places = {
    database: readDatabase(read, problems),
    programme: readProgramme(read),
    secret: readSecret(read, false, problems),
    publicUrl,
    appId: read('MicrosoftAppId'),
    socketMode: read('SLACK_APP_TOKEN') !== null || publicUrl === null,
  };
  if (problems.length > 0) throw new StartupError(problems);
  return places;
}

/** The made-up commune of the sandbox: nobody's own. */
export const EXAMPLE_PROGRAMME = 'programme/exemple';

function readProgramme(read: Read): string {
  return read('PROGRAMME') ?? EXAMPLE_PROGRAMME;
}

function readSecret(read: Read, real: boolean, problems: string[]): Buffer | null {
  const value = read('PERCOLATEUR_SECRET');
  if (!value) {
    if (real) {
      problems.push(
        'PERCOLATEUR_SECRET : il manque ; créez-le avec « openssl rand -base64 32 » et gardez-le hors de la base.',
      );
    }
    return null;
  }
  const secret = parseSecret(value);
  if (!secret) {
    problems.push(
      'PERCOLATEUR_SECRET : trop court ou trop simple ; créez-le avec « openssl rand -base64 32 ».',
    );
  }
  return secret;
}

function readPort(read: Read, problems: string[]): number {
  const port = Number(read('PORT') ?? 3978);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    problems.push('PORT : écrivez un nombre de 0 à 65535.');
  return port;
}

function readDatabase(read: Read, problems: string[]): string {
  const url = read('DATABASE_URL') ?? 'file:var/percolateur.db';
  if (!url.startsWith('file:') || url.length === 'file:'.length) {
    problems.push('DATABASE_URL : écrivez le chemin du fichier, comme file:var/percolateur.db.');
  }
  return url.replace(/^file:(\/\/)?/, '');
}

function readTrustedProxies(read: Read, problems: string[]): BlockList {
  const proxies = readProxies(readList(read, 'TRUSTED_PROXIES'));
  if (!proxies)
    problems.push('TRUSTED_PROXIES : écrivez des adresses ou des réseaux, comme 10.0.0.4 ou 10.0.0.0/8.');
  return proxies ?? new BlockList();
}

function readLogLevel(read: Read, problems: string[]): string {
  const level = read('LOG_LEVEL') ?? 'info';
  if (!LOG_LEVELS.includes(level)) problems.push(`LOG_LEVEL : écrivez l'un de ${LOG_LEVELS.join(', ')}.`);
  return level;
}
