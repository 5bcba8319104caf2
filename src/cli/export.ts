import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { placesFromProcess } from '../config.ts';
import { Refusal } from '../domain/errors.ts';
import { digestMarkdown } from '../instruments/digest/markdown.ts';
import words from '../locales/export.fr.json' with { type: 'json' };
import { inStore } from './database.ts';
import { collect, type Published } from './export/collect.ts';
import { formatCsv } from './export/csv.ts';
import { dictionary, FILES, tableOf } from './export/tables.ts';
import { noteOutside } from './noting.ts';
import { sentence, tell } from './say.ts';

/** `percolateur export`: what may be published, for whoever wants to read or check it without Percolateur. */
export function register(program: Command): void {
  program
    .command('export')
    .description(words.description)
    .option('--out <dossier>', words.out, 'export')
    .action(async ({ out, json }: { out: string; json?: true }) => {
      const files = filesOf(await inStore(placesFromProcess(), collect));
      await write(out, files);
      await noteOutside(placesFromProcess(), 'export');
      const names = [...files.keys()];
      tell(json, { folder: out, files: names }, [
        sentence(words.done, { folder: out, count: names.length }),
        ...names.map((name) => `  ${name}`),
      ]);
    });
}

function filesOf(published: Published): Map<string, string> {
  const files = new Map([
    ['dictionnaire.csv', formatCsv(dictionary())],
    ['percolateur.json', `${JSON.stringify(published, null, 2)}\n`],
  ]);
  for (const file of FILES) files.set(file, formatCsv(tableOf(file, published)));
  for (const { wave, milestone, note, data } of published.digests) {
    files.set(`bilans/${wave}-${milestone}.md`, digestMarkdown(data, note));
  }
  return files;
}

async function write(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  try {
    await mkdir(join(folder, 'bilans'), { recursive: true });
    for (const [name, content] of files) await writeFile(join(folder, name), content);
  } catch {
    throw new Refusal('out', { file: folder });
  }
}
