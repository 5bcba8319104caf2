import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import words from '../locales/demo.fr.json' with { type: 'json' };
import type { DemoResult } from './demo/demo.ts';
import { type DemoOptions, EXAMPLE, PEOPLE, readOptions, type Typed } from './demo/options.ts';
import { sentence } from './say.ts';

const { options } = words;

/** `percolateur demo`: a whole programme on the real engine, at full speed, with simulated people. */
export function register(program: Command): void {
  program
    .command('demo')
    .description(words.description)
    .option('--days <n>', options.days, '95')
    .option('--agents <n>', sentence(options.agents, PEOPLE))
    .option('--seed <n>', options.seed, '7')
    .option('--launch <date>', options.launch)
    .option('--region <code>', options.region)
    .option('--programme <dossier>', `${options.programme} (${EXAMPLE})`)
    .option('--answers <fichier>', options.answers)
    .option('--out <dossier>', options.out, 'var/demo')
    .action(async (typed: Typed) => {
      const asked = readOptions(typed);
      // A long run on a small machine: half the memory, at the price of a tenth of the speed.
      setFlagsFromString('--optimize-for-size');
      // The engine is loaded here, so that the other commands start without it.
      const { demo } = await import('./demo/demo.ts');
      const result = await demo(asked);
      if (typed.json) console.log(JSON.stringify(result.summary));
      else tell(asked, result);
    });
}

/** The digests as the leadership channel shows them, then what happened, in four lines. */
function tell(asked: DemoOptions, { digests, summary }: DemoResult): void {
  for (const { name, postedAt, words: said } of digests) {
    console.log(`${sentence(words.digest_title, { name, postedAt })}\n${said}\n`);
  }
  const { agents, days, launch, seed, totals, answers, messagesPerPerson, attention } = summary;
  const { min, median, max } = messagesPerPerson;
  const { cap, most } = attention;
  const { dispatched, accepted, refused } = answers;
  const values = {
    agents,
    days,
    launch,
    seed,
    ...totals,
    dispatched,
    accepted,
    refused,
    min,
    median,
    max,
    cap,
    most,
  };
  for (const line of words.summary) console.log(sentence(line, { ...values, folder: asked.out }));
}
