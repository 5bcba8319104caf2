import type { Command } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { placesFromProcess } from '../config.ts';
import { Refusal } from '../domain/errors.ts';
import { makeCodes, openSurveys } from '../engine/codes.ts';
import { frenchInstant } from '../engine/dates.ts';
import { secureRandom } from '../engine/random.ts';
import { definitionOf } from '../engine/rounds.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import { loadProgramme } from '../programme/load.ts';
import type { RoundRow } from '../store/round.ts';
import { FORM_PATH } from '../web/answer/pages.ts';
import { writeSheet } from './codes/sheet.ts';
import { currentTime, sealWith, secretOf, withStore } from './database.ts';
import { noteOperator } from './noting.ts';
import { sentence, tell } from './say.ts';

const text = words.codes;

type Options = { out: string; url?: string; again?: true; json?: true };

/** `percolateur codes [sondage]`: slips of paper for those of an open survey who have no chat. */
export function register(program: Command): void {
  program
    .command('codes [sondage]')
    .description(words.commands.codes)
    .option('--out <fichier>', words.options.out, 'codes.pdf')
    .option('--url <url>', words.options.publicUrl)
    .option('--again', words.options.again)
    .action(async (asked: string | undefined, options: Options) => {
      const places = placesFromProcess();
      const address = addressOf(options.url ?? places.publicUrl);
      const secret = secretOf(places);
      if (!secret) throw new Refusal('no_secret');
      const programme = await loadProgramme(places.programme);
      const { zone } = programme.organisation;
      const made = await withStore(places, (store) =>
        store.transaction(async (tx) => {
          const now = await currentTime(tx);
          const turn = { tx, now, random: secureRandom, seal: sealWith(secret), programme };
          const round = choose(await openSurveys(turn), asked);
          const codes = await makeCodes(turn, round, { again: options.again ?? false });
          const { head, thresholds } = definitionOf(round);
          const title = head?.title ?? round.subject;
          const closes = frenchInstant(Temporal.Instant.from(round.closes_at), zone);
          // In the same transaction: codes that could not be printed are nobody's.
          if (codes.length > 0) {
            const lines = text.slip.map((line) =>
              sentence(line, {
                address: address.replace(/^https?:\/\//, ''),
                closes,
                threshold: thresholds.figure,
              }),
            );
            const sheet = { organisation: programme.organisation.name, title, lines, address, codes };
            await writeSheet(options.out, sheet).catch(() => {
              throw new Refusal('sheet', { file: options.out });
            });
          }
          if (codes.length > 0) await noteOperator(tx, 'codes', round.id);
          return { round: round.id, title, closes, count: codes.length };
        }),
      );
      const file = made.count > 0 ? options.out : null;
      const line = made.count > 0 ? text.written : options.again ? text.nothing_again : text.nothing;
      tell(options.json, { ...made, file }, [sentence(line, { ...made, file: options.out })]);
    });
}

function addressOf(url: string | null): string {
  if (!url || !URL.canParse(url)) throw new Refusal('missing_form_url');
  return `${url.replace(/\/+$/, '')}${FORM_PATH}`;
}

/** The one that is open, or the one that is asked for by its id. */
function choose<T extends RoundRow>(rounds: T[], asked: string | undefined): T {
  const found =
    asked === undefined ? rounds : rounds.filter(({ id, subject }) => [id, subject].includes(asked));
  const [round, ...others] = found;
  if (!round) throw new Refusal('no_open_survey');
  if (others.length > 0) throw new Refusal('which_survey', { rounds: found.map(({ id }) => id).join(', ') });
  return round;
}
