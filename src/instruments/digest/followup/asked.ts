import { createHash } from 'node:crypto';
import { Refusal } from '../../../domain/errors.ts';
import { may } from '../../../domain/may.ts';
import type { Milestone } from '../../../domain/milestone.ts';
import type { WaveDefinition } from '../../../domain/wave.ts';
import type { Turn } from '../../../engine/turn.ts';
import { type IrritantAnswer, listIrritantAnswers } from '../../../store/irritant-answer.ts';
import type { Person } from '../../../store/person.ts';
import { type NextReturn, nextReturn } from './returns.ts';
import { postedReviews } from './reviews.ts';
import { type Asked, askedIn, subjectsOf } from './subjects.ts';

/** Subjects in one form: those of the last review, then what earlier ones asked in vain. */
const MOST = 5;

/** A subject of the form: its last published answer, and what is being written. */
export type Item = Asked & { published: IrritantAnswer | null; draft: IrritantAnswer | null };

/** Where a wave's answers stand. `milestone`: its last review, under which they are given now. */
export type Asking = {
  wave: WaveDefinition;
  milestone: Milestone;
  items: Item[];
  /** The keys of all that was ever asked about, what weighs most now first. */
  order: string[];
  /** Everything not yet published, in a stable order. */
  drafts: IrritantAnswer[];
  next: NextReturn;
};

/** Null: no review asks anything, or nothing can reach the agents of this wave any more. */
export async function asking(turn: Turn, waveId: string): Promise<Asking | null> {
  const wave = turn.programme.waves.find(({ id }) => id === waveId);
  const reviews = wave ? await postedReviews(turn, waveId) : [];
  const last = reviews.at(-1);
  const next = wave && (await nextReturn(turn, wave));
  if (!wave || !last || !next) return null;
  const answers = await listIrritantAnswers(turn.tx, waveId);
  const drafts = answers.filter(({ published_on }) => published_on === null);
  const current = new Set(subjectsOf(last).map(({ key }) => key));
  const subjects = askedIn(reviews);
  const items = subjects.map((subject) => ({
    ...subject,
    published: answers.findLast((one) => one.subject === subject.key && one.published_on !== null) ?? null,
    draft: drafts.find((one) => one.subject === subject.key) ?? null,
  }));
  const asked = items.filter((item) => current.has(item.key) || item.draft || !item.published);
  const order = subjects.map(({ key }) => key);
  return { wave, milestone: last.milestone, items: asked.slice(0, MOST), order, drafts, next };
}

/** The same, or the reason that there is nothing to answer. */
export async function requireAsking(turn: Turn, waveId: string): Promise<Asking> {
  const found = await asking(turn, waveId);
  if (found && found.items.length > 0) return found;
  const posted = await postedReviews(turn, waveId);
  throw new Refusal(posted.length > 0 && !found ? 'followup_over' : 'unknown_action');
}

/** Published under the last review: it stays until the next one. */
export function isSettled({ milestone }: Pick<Asking, 'milestone'>, item: Item): boolean {
  return item.published?.milestone === milestone;
}

/** Whether a digest shows the button to `reader` (null: the leadership channel). */
export async function mayAnswer(turn: Turn, waveId: string, reader: Person | null): Promise<boolean> {
  if (reader !== null && !may(reader, 'digest.irritants')) return false;
  const found = await asking(turn, waveId);
  return found?.items.some((item) => !isSettled(found, item)) ?? false;
}

/** What these drafts say, in a few characters: a card that shows something else is out of date. */
export function fingerprintOf(drafts: readonly IrritantAnswer[]): string {
  const said = drafts.map(({ subject, state, words }) => [subject, state, words]);
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 12);
}
