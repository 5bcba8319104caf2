import { StartupError } from './domain/errors.ts';
import { isLoopback } from './domain/loopback.ts';
import { parseSecret } from './secret.ts';

/** The settings of a Slack workspace; see docs/reference.md. */
export type SlackSettings = {
  botToken: string;
  signingSecret: string | null;
  appToken: string | null;
  apiUrl: string | null;
  teams: string[];
  ratePerSecond: number;
};

export type TeamsSettings = {
  sdk: Record<string, string>;
  auth: boolean;
  serviceHosts: string[];
  tenants: string[];
  ratePerSecond: number;
};

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
  logLevel: string;
  sandbox: boolean;
  slack: SlackSettings | null;
  teams: TeamsSettings | null;
};

type Environment = Readonly<Record<string, string | undefined>>;

const TEAMS_SDK_KEYS = [
  'MicrosoftAppId',
  'MicrosoftAppPassword',
  'MicrosoftAppType',
  'MicrosoftAppTenantId',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'CallerId',
] as const;

/** Those of them that the service calls; the others are names that look like addresses. */
const TEAMS_ADDRESSES = [
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'ToChannelFromBotLoginUrl',
] as const;

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/** The one place where the environment is read. */
export function configFromProcess(): Config {
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

type Read = (name: string) => string | null;

function reader(environment: Environment): Read {
  return (name) => environment[name]?.trim() || null;
}

function readProgramme(read: Read): string {
  return read('PROGRAMME') ?? 'programme/exemple';
}

/** What answers without proof of identity may only listen, and talk, to this machine. */
function refuseExposure(config: Config, problems: string[]): void {
  const { host, publicUrl, sandbox, slack, teams } = config;
  const localHost = isLoopback(host);
  const published = publicUrl !== null && !isLoopbackUrl(publicUrl);
  if (!sandbox && !slack && !teams) {
    problems.push('SANDBOX : sans Teams ni Slack il ne reste rien ; écrivez SANDBOX=on, ou réglez un canal.');
  }
  if (sandbox && published) {
    problems.push(
      `PUBLIC_URL : le bac à sable n'a pas d'adresse publique ; retirez cette variable, ou SANDBOX.`,
    );
  }
  if (sandbox && !localHost) {
    problems.push(
      `HOST : le bac à sable n'écoute que cette machine ; écrivez HOST=127.0.0.1, ou retirez SANDBOX.`,
    );
  }
  if (sandbox && slack && !(slack.apiUrl && isLoopbackUrl(slack.apiUrl))) {
    problems.push(
      'SLACK_API_URL : avec SANDBOX=on, Slack doit être un émulateur de cette machine (http://127.0.0.1:…).',
    );
  }
  if (sandbox && teams?.auth) {
    problems.push(
      'TEAMS_AUTH : avec SANDBOX=on, Teams doit être un émulateur de cette machine ; écrivez TEAMS_AUTH=off.',
    );
  }
  for (const name of sandbox && teams ? TEAMS_ADDRESSES : []) {
    const address = teams?.sdk[name];
    if (address && !isLoopbackUrl(address)) {
      problems.push(
        `${name} : avec SANDBOX=on, seulement une adresse de cette machine (http://127.0.0.1:…).`,
      );
    }
  }
  if (teams && !teams.auth) {
    if (!localHost) problems.push(`HOST : TEAMS_AUTH=off n'est permis qu'avec HOST=127.0.0.1.`);
    if (published) {
      problems.push(
        `PUBLIC_URL : TEAMS_AUTH=off n'est permis que sans adresse publique ; retirez l'un des deux.`,
      );
    }
    for (const service of teams.serviceHosts) {
      if (!isLoopback(service.replace(/:\d+$/, ''))) {
        problems.push(`TEAMS_SERVICE_HOSTS : avec TEAMS_AUTH=off, seulement des adresses de cette machine.`);
      }
    }
  }
}

function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname);
}

function readSlack(read: Read, problems: string[]): SlackSettings | null {
  const botToken = read('SLACK_BOT_TOKEN');
  const signingSecret = read('SLACK_SIGNING_SECRET');
  const appToken = read('SLACK_APP_TOKEN');
  if (!botToken && !signingSecret && !appToken) return null;
  if (!botToken)
    problems.push('SLACK_BOT_TOKEN : il manque ; copiez le jeton « xoxb-… » de votre application Slack.');
  if (!signingSecret && !appToken) {
    problems.push(
      'SLACK_SIGNING_SECRET : il manque ; copiez-le (HTTP), ou donnez SLACK_APP_TOKEN (« xapp-… », Socket Mode).',
    );
  }
  return {
    botToken: botToken ?? '',
    signingSecret,
    appToken,
    apiUrl: readUrl(read, 'SLACK_API_URL', problems),
    teams: readList(read, 'SLACK_TEAMS'),
    ratePerSecond: readRate(read, 'SLACK_RATE_PER_SECOND', 4, problems),
  };
}

function readTeams(read: Read, problems: string[]): TeamsSettings | null {
  const auth = readSwitch(read, 'TEAMS_AUTH', problems) ?? true;
  const sdk: Record<string, string> = {};
  for (const key of TEAMS_SDK_KEYS) {
    const value = read(key);
    if (value) sdk[key] = value;
  }
  if (auth && Object.keys(sdk).length === 0) return null;
  const type = sdk.MicrosoftAppType ?? 'SingleTenant';
  if (auth) {
    sdk.MicrosoftAppType = type;
    const needed = ['MicrosoftAppId', 'MicrosoftAppTenantId'];
    if (type !== 'UserAssignedMSI') needed.push('MicrosoftAppPassword');
    for (const key of needed) {
      if (!sdk[key]) problems.push(`${key} : il manque ; copiez-le de l'inscription du bot dans Azure.`);
    }
    if (type !== 'SingleTenant' && type !== 'UserAssignedMSI') {
      problems.push('MicrosoftAppType : écrivez SingleTenant ou UserAssignedMSI.');
    }
  }
  const tenants = readList(read, 'TEAMS_TENANTS');
  const tenant = sdk.MicrosoftAppTenantId;
  return {
    sdk,
    auth,
    serviceHosts: readList(read, 'TEAMS_SERVICE_HOSTS'),
    tenants: tenants.length === 0 && tenant ? [tenant] : tenants,
    ratePerSecond: readRate(read, 'TEAMS_RATE_PER_SECOND', 30, problems),
  };
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

function readSwitch(read: Read, name: string, problems: string[]): boolean | null {
  const value = read(name)?.toLowerCase();
  if (value === undefined) return null;
  if (value !== 'on' && value !== 'off') problems.push(`${name} : écrivez on ou off.`);
  return value === 'on';
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

function readLogLevel(read: Read, problems: string[]): string {
  const level = read('LOG_LEVEL') ?? 'info';
  if (!LOG_LEVELS.includes(level)) problems.push(`LOG_LEVEL : écrivez l'un de ${LOG_LEVELS.join(', ')}.`);
  return level;
}

function readRate(read: Read, name: string, usual: number, problems: string[]): number {
  const rate = Number(read(name) ?? usual);
  if (!(rate > 0 && rate <= 1000))
    problems.push(`${name} : écrivez un nombre de messages par seconde, de 1 à 1000.`);
  return rate;
}

function readUrl(read: Read, name: string, problems: string[]): string | null {
  const value = read(name);
  if (value && !(URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))) {
    problems.push(`${name} : écrivez une adresse complète, comme https://percolateur.commune.example.`);
  }
  return value;
}

function readList(read: Read, name: string): string[] {
  return (read(name) ?? '').split(/[\s,]+/).filter((item) => item !== '');
}
