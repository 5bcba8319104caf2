import { Temporal } from 'temporal-polyfill';
import type { DigestData } from '../../../src/domain/digest.ts';
import { MILESTONES, type Milestone } from '../../../src/domain/milestone.ts';
import { cardWords } from '../../../src/instruments/digest/card.ts';
import { computeDigest } from '../../../src/instruments/digest/compute.ts';
import { digestMarkdown } from '../../../src/instruments/digest/markdown.ts';
import { insertDigest } from '../../../src/store/digest.ts';
import { WAVE, type World } from '../../instruments/digest/world.ts';
import type { Program } from '../../support/program.ts';

const READ_ON: Record<Milestone, string> = { J15: '2026-12-15', J30: '2026-12-30', J90: '2027-02-26' };

/** The figures that the reviews of a history have, oldest first, up to one of them. */
export async function reviewsOf(world: World, until: Milestone): Promise<DigestData[]> {
  const wave = world.programme.waves.find(({ id }) => id === WAVE);
  if (!wave) throw new Error('no wave');
  const reviews: DigestData[] = [];
  for (const milestone of MILESTONES.slice(0, MILESTONES.indexOf(until) + 1)) {
    world.travel(READ_ON[milestone]);
    reviews.push(await world.turn((turn) => computeDigest(turn, wave, milestone)));
  }
  return reviews;
}

/** Puts a review in a program as if it had posted it, or only shown it to the lead. */
export async function post(
  program: Program,
  figures: DigestData,
  { note = null, status = 'posted' }: { note?: string | null; status?: 'posted' | 'previewed' } = {},
): Promise<DigestData> {
  const posted = status === 'posted';
  const day = Temporal.PlainDate.from(figures.dueOn);
  const data = { ...figures, postedAt: posted ? `${day}T09:00` : null };
  const words = { card: cardWords(data, note), long: digestMarkdown(data, note) };
  await program.engine().inTurn(({ tx }) =>
    insertDigest(tx, {
      wave: data.wave,
      milestone: data.milestone,
      due_on: data.dueOn,
      post_on: data.dueOn,
      status,
      data: JSON.stringify(data),
      note,
      posted_at: posted ? `${day}T08:00:00Z` : null,
      words: posted ? JSON.stringify(words) : null,
    }),
  );
  return data;
}

/** Who leads and who directs in the example. */
export const LEAD = 'a59';
export const LEADER = 'a57';

/** A link of somebody's own to the dashboard. */
export async function linkFor(program: Program, id: string): Promise<string> {
  const url = /"url":"([^"]+)"/.exec(JSON.stringify((await program.say(id, 'bilan web')).card))?.[1];
  if (!url) throw new Error('no link');
  return url;
}

/** Enters; resolves with what reads an address of the dashboard: its status, its type, its text. */
export async function enter(program: Program, id: string) {
  const entered = await fetch(await linkFor(program, id), { method: 'POST', redirect: 'manual' });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return async (path: string) => {
    const response = await fetch(`${program.url()}/tableau-de-bord${path}`, { headers: { cookie } });
    const type = response.headers.get('content-type');
    return { status: response.status, type, body: await response.text() };
  };
}

/** A page as it is read: no tags, signs as they show. */
export function textOf(page: string): string {
  return page
    .replace(/<[^>]*>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\n\s*/g, '\n');
}
