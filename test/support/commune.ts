import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const EXAMPLE = join(import.meta.dirname, '../../programme/exemple');

/** A line of the people file: its id, its service, its roles besides `agent`, and its `canal` when it is told. */
export type Inhabitant = { id: string; department: string; roles?: string; name?: string; channel?: string };

/** `[file, from, to]`: a text of the programme put in the place of another. */
export type Edit = [file: string, from: string, to: string];

/** The example of the house, with other people when some are given. Removed by whoever asked for it. */
export async function makeCommune(people: Inhabitant[] | null = null, edits: Edit[] = []): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'percolateur-commune-'));
  await cp(EXAMPLE, folder, { recursive: true });
  if (people) {
    const lines = people.map(({ id, department, roles, name, channel }) =>
      [
        id,
        name ?? `Personne ${id}`,
        `${id}@commune.example`,
        department,
        roles ? `agent|${roles}` : 'agent',
        channel ?? '',
      ].join(';'),
    );
    const text = ['id;nom;courriel;service;roles;canal', ...lines, ''].join('\n');
    await writeFile(join(folder, 'agents.csv'), text);
    for (const file of ['cas-usage.yml', 'cafes.yml']) {
      // Services that are not in this commune are nobody's.
      const yaml = await readFile(join(folder, file), 'utf8');
      await writeFile(join(folder, file), yaml.replace(/services: \[.+\]/g, 'services: []'));
    }
  }
  for (const [file, from, to] of edits) {
    const text = await readFile(join(folder, file), 'utf8');
    if (!text.includes(from)) throw new Error(`« ${from} » is not in ${file}`);
    await writeFile(
      join(folder, file),
      text.replace(from, () => to),
    );
  }
  return folder;
}

/** So many agents of one service, `p01` to `p14`. */
export function staff(department: string, count: number, prefix = 'p'): Inhabitant[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${prefix}${String(index + 1).padStart(2, '0')}`,
    department,
  }));
}
