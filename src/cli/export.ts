import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { placesFromProcess } from '../config.ts';
import { Refusal } from '../domain/errors.ts';
import type { Programme } from '../domain/programme.ts';
import words from '../locales/export.fr.json' with { type: 'json' };
import { loadProgramme } from '../programme/load.ts';
import { type Collected, collect } from '../report/collect.ts';
import { papersOf } from '../report/documents.ts';
import { exportFiles } from '../report/export-files.ts';
import { addresseeIn } from '../report/note-paper.ts';
import { inStore } from './database.ts';
import { noteOutside } from './noting.ts';
import { sentence, tell } from './say.ts';

type Options = { out: string; pdf?: true; json?: true };

/** `percolateur export`: what may be published, for whoever wants to read or check it without Percolateur. */
export function register(program: Command): void {
  program
    .command('export')
    .description(words.description)
    .option('--out <dossier>', words.out, 'export')
    .option('--pdf', words.pdf)
    .action(async ({ out, pdf, json }: Options) => {
      const places = placesFromProcess();
      // The programme says in which zone a day begins, and in which country the note is read.
      const programme = await loadProgramme(places.programme);
      const { zone } = programme.organisation;
      const collected = await inStore(places, (tx) => collect(tx, { zone }));
      const files = new Map<string, string | Uint8Array>(exportFiles(collected));
      if (pdf) for (const [name, paper] of await papers(programme, collected)) files.set(name, paper);
      await write(out, files);
      await noteOutside(places, 'export');
      const names = [...files.keys()];
      tell(json, { folder: out, files: names }, [
        sentence(words.done, { folder: out, count: names.length }),
        ...names.map((name) => `  ${name}`),
      ]);
    });
}

async function papers(
  programme: Programme,
  { reviews, published }: Collected,
): Promise<Map<string, Uint8Array>> {
  const to = addresseeIn(programme);
  const made = new Map<string, Uint8Array>();
  for (const { name, make } of papersOf({ reviews, decisions: published.decisions }, to)) {
    made.set(`documents/${name}`, await make());
  }
  return made;
}

async function write(folder: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  try {
    for (const [name, content] of files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
  } catch {
    throw new Refusal('out', { file: folder });
  }
}
