import type { Command } from 'commander';
import { placesFromProcess } from '../config.ts';
import { Refusal } from '../domain/errors.ts';
import { MILESTONES } from '../domain/milestone.ts';
import { digestMarkdown } from '../instruments/digest/markdown.ts';
import { figuresOf, wordsOf } from '../instruments/digest/stored.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { listDigests } from '../store/digest.ts';
import { inStore } from './database.ts';

type Options = { wave?: string; markdown?: true; json?: true };

/** `percolateur digest show J30`: a review again, exactly as it was stored. */
export function register(program: Command): void {
  program
    .command('digest')
    .description(words.commands.digest)
    .command('show <jalon>')
    .description(words.commands.digest_show)
    .option('--wave <id>', words.options.wave)
    .option('--markdown', words.options.markdown)
    .action(async (typed: string, { wave, json }: Options) => {
      const milestone = MILESTONES.find((name) => name === typed.toUpperCase().replace('+', ''));
      if (!milestone) throw new Refusal('milestone', { word: typed });
      const stored = await inStore(placesFromProcess(), listDigests);
      const rows = stored.filter(
        (row) => row.milestone === milestone && (wave === undefined || row.wave === wave),
      );
      const [row, ...others] = rows;
      if (!row) throw new Refusal('no_digest', { milestone });
      if (others.length > 0) {
        throw new Refusal('which_wave', { waves: rows.map(({ wave: id }) => id).join(', ') });
      }
      const data = figuresOf(row);
      console.log(
        json
          ? JSON.stringify({ ...data, note: row.note })
          : (wordsOf(row)?.long ?? digestMarkdown(data, row.note)).trimEnd(),
      );
    });
}
