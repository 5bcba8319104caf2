import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const EXAMPLE = join(import.meta.dirname, '../programme/exemple');

/** The services of the example, whose cards speak to each. */
const DEPARTMENTS = [
  'Population et accueil',
  'Services techniques',
  'Enfance et écoles',
  'Urbanisme',
  'Finances',
  'Direction générale',
];

export const SECRET = '0123456789abcdef0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778';

/** Somebody of the town, as each platform names them; they are on one. */
export type Inhabitant = {
  id: string;
  channel: 'slack' | 'teams';
  name: string;
  slackId: string;
  aadId: string;
  teamsId: string;
  chat: string;
};

export type Town = {
  people: Inhabitant[];
  /** The programme's folder, and the file of the database beside it. */
  programme: string;
  database: string;
  remove(): Promise<void>;
};

function inhabitant(index: number, channel: Inhabitant['channel']): Inhabitant {
  const id = `p${String(index).padStart(6, '0')}`;
  return {
    id,
    channel,
    name: `Personne ${index}`,
    slackId: `U${id.toUpperCase()}`,
    aadId: `aad-${id}`,
    teamsId: `29:${id}`,
    chat: `a:${id}`,
  };
}

/**
 * The example of the house with as many people as wanted, all on one platform or half of them on each, in a folder to
 * throw away.
 */
export async function makeTown(count: number, channel: Inhabitant['channel'] | 'both'): Promise<Town> {
  const folder = await mkdtemp(join(tmpdir(), 'percolateur-bench-'));
  const programme = join(folder, 'programme');
  await cp(EXAMPLE, programme, { recursive: true });
  const people = Array.from({ length: count }, (_, index) =>
    inhabitant(index, channel === 'both' ? (index % 2 === 0 ? 'slack' : 'teams') : channel),
  );
  const lines = people.map(({ id, name, aadId, slackId, channel: own }, index) =>
    [
      id,
      name,
      `${id}@commune.example`,
      DEPARTMENTS[index % DEPARTMENTS.length],
      index === 0 ? 'agent|pilote' : 'agent',
      own,
      own === 'teams' ? aadId : '',
      own === 'slack' ? slackId : '',
    ].join(';'),
  );
  const header = 'id;nom;courriel;service;roles;canal;aad_id;slack_id';
  await writeFile(join(programme, 'agents.csv'), [header, ...lines, ''].join('\n'));
  for (const file of ['cas-usage.yml', 'cafes.yml']) {
    const yaml = await readFile(join(programme, file), 'utf8');
    await writeFile(join(programme, file), yaml.replace(/services: \[.+\]/g, 'services: []'));
  }
  return {
    people,
    programme,
    database: join(folder, 'percolateur.db'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
