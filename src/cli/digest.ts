import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { placesFromProcess } from '../config.ts';
import { Refusal } from '../domain/errors.ts';
import { MILESTONES } from '../domain/milestone.ts';
import { digestMarkdown } from '../instruments/digest/markdown.ts';
import { figuresOf, wordsOf } from '../instruments/digest/stored.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { reviewOf } from '../report/collect.ts';
import { digestPdf } from '../report/digest-paper.ts';
import { type DigestRow, listDigests } from '../store/digest.ts';
import { inStore } from './database.ts';
import { noteOutside } from './noting.ts';
import { say } from './say.ts';

type Options = { wave?: string; markdown?: true; pdf?: string; json?: true };

/** `percolateur digest show J30`: a review again, exactly as it was stored. */
export function register(program: Command): void {
  program
    .command('digest')
    .description(words.commands.digest)
    .command('show <jalon>')
    .description(words.commands.digest_show)
    .option('--wave <id>', words.options.wave)
    .option('--markdown', words.options.markdown)
    .option('--pdf <fichier>', words.options.digest_pdf)
    .action(async (typed: string, { wave, pdf, json }: Options) => {
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
      if (pdf !== undefined) return writePdf(pdf, row, json);
      const data = figuresOf(row);
      console.log(
        json
          ? JSON.stringify({ ...data, note: row.note })
          : (wordsOf(row)?.long ?? digestMarkdown(data, row.note)).trimEnd(),
      );
    });
}

/** The review on paper: posted ones only, as it is to be handed on. Never over another file. */
async function writePdf(file: string, row: DigestRow, json: true | undefined): Promise<void> {
  const { milestone, wave } = row;
  if (row.status !== 'posted') throw new Refusal('no_digest', { milestone });
  const paper = await digestPdf(reviewOf(row));
  await writeFile(file, paper, { flag: 'wx' }).catch(() => {
    throw new Refusal('out', { file });
  });
  await noteOutside(placesFromProcess(), 'export', `${wave}/${milestone}`);
  say(json, { wave, milestone, file }, words.written);
}
