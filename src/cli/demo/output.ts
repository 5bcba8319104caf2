import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { CardElement, Outgoing } from '../../channels/channel.ts';
import { chartsOf } from '../../charts/find.ts';
import { chartPng } from '../../charts/png.ts';
import type { DigestData } from '../../domain/digest.ts';
import { StartupError } from '../../domain/errors.ts';
import type { Programme } from '../../domain/programme.ts';
import { frenchMoment } from '../../engine/dates.ts';
import { digestMarkdown } from '../../instruments/digest/markdown.ts';
import words from '../../locales/demo.fr.json' with { type: 'json' };
import { formatPeople } from '../../programme/people-csv.ts';
import { listDigests } from '../../store/digest.ts';
import { findOutbox } from '../../store/outbox.ts';
import { sentence } from '../say.ts';
import { cardText } from './card-text.ts';
import type { Played } from './run.ts';
import type { Summary } from './summary.ts';

/** A posted digest: its stored figures, its card in words, its long version, and its first chart if any. */
export type PostedDigest = {
  name: string;
  data: DigestData;
  /** « lundi 1 mars à 9 h ». */
  postedAt: string;
  words: string;
  markdown: string;
  chart: CardElement | null;
};

/** The digests in the order they were posted; `J15`, and `<wave>-J15` from the second wave on. */
export async function postedDigests(
  programme: Programme,
  played: Pick<Played, 'engine' | 'posts'>,
): Promise<PostedDigest[]> {
  const rows = await played.engine.inTurn((turn) => listDigests(turn.tx));
  const digests: PostedDigest[] = [];
  for (const { wave, milestone, note, status, data: stored } of rows) {
    const data: DigestData = JSON.parse(stored);
    if (status !== 'posted' || data.postedAt === null) continue;
    const post = await postOf(played, `digest/${wave}/${milestone}`);
    const [chart] = post?.card ? chartsOf(post.card) : [];
    digests.push({
      name: wave === programme.waves[0]?.id ? milestone : `${wave}-${milestone}`,
      data,
      postedAt: frenchMoment(Temporal.PlainDateTime.from(data.postedAt)),
      words: post?.card ? cardText(post.card) : '',
      markdown: digestMarkdown(data, note),
      chart: chart ?? null,
    });
  }
  return digests;
}

async function postOf(
  { engine, posts }: Pick<Played, 'engine' | 'posts'>,
  campaign: string,
): Promise<Outgoing | null> {
  for (const [id, post] of posts) {
    const row = await engine.inTurn((turn) => findOutbox(turn.tx, id));
    if (row?.campaign === campaign) return post;
  }
  return null;
}

/** Our files are `J15.json` and the like, or a wave's `<id>-J15.json`. */
const OURS = /^([a-z0-9_-]+-)?J\d\d\.(json|md|png)$/;

/** Makes the folder before anything is played, without the digests of a run before. Throws a StartupError. */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) if (OURS.test(name)) await rm(join(folder, name));
  } catch {
    throw new StartupError([sentence(words.problems.folder, { folder })]);
  }
}

/** Charts are drawn here, once the store is closed: drawing and a big store together take too much memory. */
export async function writeFiles(
  folder: string,
  programme: Programme,
  result: { digests: readonly PostedDigest[]; summary: Summary },
): Promise<void> {
  for (const { name, data, markdown, chart } of result.digests) {
    await writeFile(join(folder, `${name}.json`), pretty(data));
    await writeFile(join(folder, `${name}.md`), markdown);
    if (chart) await writeFile(join(folder, `${name}.png`), (await chartPng(chart)).png);
  }
  await writeFile(join(folder, 'agents.csv'), formatPeople(programme.people));
  await writeFile(join(folder, 'summary.json'), pretty(result.summary));
}

function pretty(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
