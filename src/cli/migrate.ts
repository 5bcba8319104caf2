import type { Command } from 'commander';
import { placesFromProcess } from '../config.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { migrateFile } from '../store/migrate-file.ts';
import { sentence, tell } from './say.ts';

/** `percolateur migrate`: brings the database to this version; the service does the same when it starts. */
export function register(program: Command): void {
  program
    .command('migrate')
    .description(words.commands.migrate)
    .action(({ json }: { json?: true }) => {
      const { database } = placesFromProcess();
      const done = migrateFile(database);
      const lines = done.map((name) => sentence(words.migrate.done, { name }));
      tell(json, { database, done }, lines.length > 0 ? lines : [words.migrate.nothing]);
    });
}
