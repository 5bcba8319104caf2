import type { Command } from 'commander';
import type { Programme } from '../domain/programme.ts';
import { SANDBOX_CHANNEL } from '../engine/leadership.ts';
import { instruments } from '../instruments/index.ts';
import words from '../locales/demo.fr.json' with { type: 'json' };
import { createBehaviour } from '../simulation/behaviour.ts';
import type { Cast } from '../simulation/cast.ts';
import { createCrowd } from '../simulation/crowd.ts';
import { readAnswers } from './demo/answers.ts';
import { createErrorLog } from './demo/log.ts';
import { type DemoOptions, EXAMPLE, PEOPLE, readOptions, type Typed } from './demo/options.ts';
import { type PostedDigest, postedDigests, prepareFolder, writeFiles } from './demo/output.ts';
import { demoProgramme } from './demo/programme.ts';
import { progressBar } from './demo/progress.ts';
import { play } from './demo/run.ts';
import { createScript } from './demo/script.ts';
import { launchOf, type Span, spanOf } from './demo/span.ts';
import { type Summary, summarise } from './demo/summary.ts';
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
      const { digests, summary } = await demo(asked);
      if (typed.json) console.log(JSON.stringify(summary));
      else tell(asked, digests, summary);
    });
}

async function demo(asked: DemoOptions) {
  const programme = await demoProgramme(asked);
  const span = spanOf(programme, asked.days);
  const cast = await castOf(asked, programme, span);
  await prepareFolder(asked.out);
  const bar = progressBar(span, asked.days);
  const log = createErrorLog();
  const result = await play(
    { programme, instruments, seed: asked.seed, span, cast, log, progress: bar.show },
    async (played) => ({
      digests: await postedDigests(programme, played),
      summary: await summarise(programme, asked, played),
    }),
  );
  bar.clear();
  await writeFiles(asked.out, programme, result);
  if (log.count() > 0) throw new Error(sentence(words.errors, { count: log.count() }));
  return result;
}

/** Who plays: the answers of a file and nothing else, or simulated people. */
async function castOf(asked: DemoOptions, programme: Programme, span: Span): Promise<Cast> {
  const { zone } = programme.organisation;
  if (asked.answers !== null) {
    const answers = await readAnswers(asked.answers, {
      people: new Set(programme.people.map(({ id }) => id)),
      verbs: new Set(instruments.flatMap(({ verbs = [] }) => verbs.map(({ verb }) => verb))),
    });
    return createScript(answers, zone, span, SANDBOX_CHANNEL);
  }
  const launchDate = launchOf(programme);
  return createCrowd({
    behaviour: createBehaviour(asked.seed, launchDate),
    people: programme.people,
    seed: asked.seed,
    launchDate,
    zone,
    opensAt: span.from,
    leadershipChannel: SANDBOX_CHANNEL,
  });
}

function tell(asked: DemoOptions, digests: readonly PostedDigest[], summary: Summary): void {
  for (const { name, postedAt, words: said } of digests) {
    console.log(`${sentence(words.digest_title, { name, postedAt })}\n${said}\n`);
  }
  const { agents, days, launch, seed, totals, answers, messagesPerPerson } = summary;
  const { min, median, max } = messagesPerPerson;
  const { dispatched, accepted, refused } = answers;
  const values = { agents, days, launch, seed, ...totals, dispatched, accepted, refused, min, median, max };
  for (const line of words.summary) console.log(sentence(line, { ...values, folder: asked.out }));
}
