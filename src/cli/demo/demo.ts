import type { Programme } from '../../domain/programme.ts';
import { SANDBOX_CHANNEL } from '../../engine/leadership.ts';
import { instruments } from '../../instruments/index.ts';
import words from '../../locales/demo.fr.json' with { type: 'json' };
import { createBehaviour } from '../../simulation/behaviour.ts';
import type { Cast } from '../../simulation/cast.ts';
import { createCrowd } from '../../simulation/crowd.ts';
import { sentence } from '../say.ts';
import { readAnswers } from './answers.ts';
import { createErrorLog } from './log.ts';
import type { DemoOptions } from './options.ts';
import { type PostedDigest, postedDigests, prepareFolder, writeFiles } from './output.ts';
import { demoProgramme } from './programme.ts';
import { progressBar } from './progress.ts';
import { play } from './run.ts';
import { createScript } from './script.ts';
import { launchOf, type Span, spanOf } from './span.ts';
import { type Summary, summarise } from './summary.ts';

export type DemoResult = { digests: PostedDigest[]; summary: Summary };

/**
 * Plays a programme as asked and writes what came of it in a folder: the digests, the people, a summary. The same
 * options give the same bytes. Throws a StartupError for what cannot be played.
 */
export async function demo(asked: DemoOptions): Promise<DemoResult> {
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
