import type { Command } from 'commander';
import { placesFromProcess } from '../config.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { backup, type Copied, restore } from '../store/backup.ts';
import { noteOutside } from './noting.ts';
import { sentence, tell } from './say.ts';

/** `percolateur backup FILE` and `percolateur restore FILE`. */
export function register(program: Command): void {
  program
    .command('backup <fichier>')
    .description(words.commands.backup)
    .action(async (file: string, { json }: { json?: true }) => {
      const copied = await backup(placesFromProcess().database, file);
      await noteOutside(placesFromProcess(), 'backup');
      report(json, words.backup.written, file, copied);
    });
  program
    .command('restore <fichier>')
    .description(words.commands.restore)
    .option('--force', words.options.force)
    .action(async (file: string, { json, force }: { json?: true; force?: true }) => {
      const copied = await restore(file, placesFromProcess().database, force ?? false);
      await noteOutside(placesFromProcess(), 'restore');
      report(json, words.backup.restored, file, copied);
    });
}

function report(json: true | undefined, text: string, file: string, { closedRounds }: Copied): void {
  const lost =
    closedRounds.length === 0
      ? []
      : [words.backup.lost, ...closedRounds.map((id) => sentence(words.backup.round, { id }))];
  tell(json, { file, closedRounds }, [sentence(text, { file }), ...lost]);
}
