import { type Command, InvalidArgumentError } from 'commander';
import { placesFromProcess } from '../config.ts';
import { actLine } from '../engine/journal.ts';
import { text } from '../engine/texts.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { listActs } from '../store/audit.ts';
import { inStore } from './database.ts';
import { tell } from './say.ts';

/** `percolateur journal`: privileged acts, the latest first. */
export function register(program: Command): void {
  program
    .command('journal')
    .description(words.commands.journal)
    .option('--last <nombre>', words.options.last, readCount, 100)
    .action(async ({ last, json }: { last: number; json?: true }) => {
      const { rows, lines } = await inStore(placesFromProcess(), async (tx) => {
        const rows = await listActs(tx, last);
        return { rows, lines: await Promise.all(rows.map((row) => actLine(tx, row))) };
      });
      const acts = rows.map(({ number, on_day, actor, act, object }) => ({
        number,
        on: on_day,
        actor,
        act,
        object,
      }));
      tell(json, acts, lines.length > 0 ? lines : [text('journal.empty')]);
    });
}

function readCount(typed: string): number {
  const count = Number(typed);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('');
  return count;
}
