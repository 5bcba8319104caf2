import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Refusal } from '../domain/errors.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { editorSchemas } from '../programme/schemas.ts';
import { sentence, tell } from './say.ts';

/** Beside the programmes of communes, so that the first line of their files finds them. */
const FOLDER = 'programme/schemas';

/** `percolateur schema`: writes what editors need to check and complete the files of a programme. */
export function register(program: Command): void {
  program
    .command('schema')
    .description(words.commands.schema)
    .option('--out <dossier>', words.options.schemas, FOLDER)
    .action(async ({ out, json }: { out: string; json?: true }) => {
      const files = editorSchemas().map(({ name, schema }) => ({
        file: join(out, `${name}.schema.json`),
        text: `${JSON.stringify(schema, null, 2)}\n`,
      }));
      try {
        await mkdir(out, { recursive: true });
        for (const { file, text } of files) await writeFile(file, text);
      } catch {
        throw new Refusal('out', { file: out });
      }
      tell(
        json,
        { files: files.map(({ file }) => file) },
        files.map(({ file }) => sentence(words.written, { file })),
      );
    });
}
