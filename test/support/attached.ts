import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import type { Log, LogFields } from '../../src/log.ts';
import { type Service, start } from '../../src/service.ts';
import { type Edit, makeCommune } from './commune.ts';
import { readTables } from './program.ts';

/** A line of the people file; what is left out is filled in. */
export type Listed = {
  id: string;
  name?: string;
  email?: string;
  department?: string;
  roles?: string;
  channel?: string;
  aadId?: string;
  slackId?: string;
};

const DEPARTMENTS = [
  'Population et accueil',
  'Services techniques',
  'Enfance et écoles',
  'Urbanisme',
  'Finances',
  'Direction générale',
];

/** 32 bytes, the same at each start: a restart must be able to open what was sealed. */
const SECRET = '0123456789abcdef0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778';

/** What a service that has just started does, whoever asks for what. */
const BY_THE_CLOCK = new Set(['occurrence', 'session_state', 'setting']);

export type Attached = Awaited<ReturnType<typeof attach>>;

/**
 * The whole program on the example's programme with other people, told by `environment` which platforms it talks to.
 * The wave launches on Tuesday 1 December 2026; with `SANDBOX=on` the clock starts fifteen days before.
 */
export async function attach(
  people: Listed[],
  environment: Record<string, string>,
  leadership: { teams?: string; slack?: string } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'percolateur-'));
  const programme = await makeProgramme(people, leadership);
  const file = join(folder, 'percolateur.db');
  const lines: { level: string; message: string; fields: LogFields }[] = [];
  const write =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void lines.push({ level, message, fields });
  const log: Log = { info: write('info'), warn: write('warn'), error: write('error') };
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: `file:${file}`,
    PROGRAMME: programme,
    PERCOLATEUR_SECRET: SECRET,
    // A stand-in takes all that comes: only a test of the pace waits for it.
    SLACK_RATE_PER_SECOND: '1000',
    ...environment,
  });
  let service: Service = await start(config, log);

  async function sandbox(path: string, body?: unknown) {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${service.url}/sandbox/${path}`, init);
    return { status: response.status, body: await response.json() };
  }

  return {
    url: () => service.url,
    file,
    /** The folder of the programme, which can be changed. */
    programme,
    lines,
    sandbox,
    /** Travels to a local time; resolves with the counts of what was sent on the way. */
    travel: (to: string, timeout = 20) => sandbox('clock', { to, timeout }),
    /** Why messages of a campaign were not sent: `{reason: count}`; and its counts. */
    async deliveries(campaign: string) {
      const { body } = await sandbox('outbox');
      const found: Report | undefined = body.find((row: Report) => row.campaign === campaign);
      if (!found) throw new Error(`no campaign ${campaign}`);
      const { planned, sent, failed, skipped } = found;
      const reasons = Object.fromEntries(found.reasons.map(({ reason, count }) => [reason, count]));
      return { planned, sent, failed, skipped, reasons };
    },
    /** Every row of every table, to compare before and after. */
    tables: () => readTables(file),
    /** The same without what the clock of a service writes by itself. */
    written: () =>
      Object.fromEntries(Object.entries(readTables(file)).filter(([name]) => !BY_THE_CLOCK.has(name))),
    /** Stops and starts again, on the same database. */
    async restart() {
      await service.close();
      service = await start(config, log);
    },
    async close() {
      await service.close();
      for (const made of [folder, programme]) await rm(made, { recursive: true });
    },
  };
}

type Report = {
  campaign: string;
  planned: number;
  sent: number;
  failed: number;
  skipped: number;
  reasons: { reason: string; count: number }[];
};

/** The example of the house with these people and this leadership channel. */
async function makeProgramme(people: Listed[], leadership: { teams?: string; slack?: string }) {
  const edits = Object.entries(leadership).map(
    ([platform, id]): Edit => ['programme.yml', `  ${platform}:\n`, `  ${platform}: ${JSON.stringify(id)}\n`],
  );
  const folder = await makeCommune(null, edits);
  // The example speaks to each of its services: each has somebody, who may have no chat.
  const others = DEPARTMENTS.slice(people.length).map((_, index) => ({
    id: `autre${index}`,
    channel: 'aucun',
  }));
  const rows = [...people, ...others].map((person: Listed, index) =>
    [
      person.id,
      person.name ?? `Personne ${person.id}`,
      person.email ?? '',
      person.department ?? DEPARTMENTS[index % DEPARTMENTS.length],
      person.roles ?? 'agent',
      person.channel ?? '',
      person.aadId ?? '',
      person.slackId ?? '',
    ].join(';'),
  );
  const header = 'id;nom;courriel;service;roles;canal;aad_id;slack_id';
  await writeFile(join(folder, 'agents.csv'), [header, ...rows, ''].join('\n'));
  return folder;
}

/** Looks again until it is so: each look is a request to a server, which takes the time it takes. */
export async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let looks = 0; looks < 1000; looks++) {
    const seen = await look();
    if (seen) return seen;
  }
  throw new Error('it never came');
}
