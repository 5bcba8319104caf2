import { z } from 'zod';
import type { DigestData } from '../../domain/digest.ts';
import { MILESTONES, type Milestone } from '../../domain/milestone.ts';
import { overOn } from '../../domain/wave.ts';
import { note } from '../../engine/journal.ts';
import type { Turn } from '../../engine/turn.ts';
import { figuresOf } from '../../instruments/digest/stored.ts';
import { listPosted, type PostedDigest } from '../../store/digest.ts';
import type { Person } from '../../store/person.ts';
import { createMemory } from './memory.ts';

/** A review that was posted, with its figures as they were. */
export type Review = { row: PostedDigest; data: DigestData };
/** A wave with its posted reviews, oldest first; never without one. */
export type ReviewedWave = { id: string; name: string; launchDate: string; reviews: Review[]; last: Review };

const figures = createMemory<DigestData>(100);

/** Every wave with a posted review, in the order of their launch. What is not posted is read nowhere. */
export async function reviewedWaves(turn: Pick<Turn, 'tx'>): Promise<ReviewedWave[]> {
  const reviews = (await listPosted(turn.tx)).map((row) => ({
    row,
    data: figures(row.data, () => figuresOf(row)),
  }));
  return [...Map.groupBy(reviews, ({ row }) => row.wave)]
    .flatMap(([id, found]) => {
      const ordered = found.toSorted((a, b) => rank(a) - rank(b));
      const last = ordered.at(-1);
      if (!last) return [];
      const { waveName: name, launchDate } = last.data;
      return [{ id, name, launchDate, reviews: ordered, last }];
    })
    .sort((a, b) => (a.launchDate < b.launchDate ? -1 : 1));
}

function rank({ data }: Review): number {
  return MILESTONES.indexOf(data.milestone);
}

/** Those that still run; when none does, the last one. */
export function currentWaves(turn: Turn, waves: readonly ReviewedWave[]): ReviewedWave[] {
  const running = new Set(
    turn.programme.waves
      .filter((wave) => overOn(wave).toString() > turn.today.toString())
      .map(({ id }) => id),
  );
  const current = waves.filter(({ id }) => running.has(id));
  return current.length > 0 ? current : waves.slice(-1);
}

const asked = z.object({
  vague: z.string().max(64).optional().catch(undefined),
  bilan: z.enum(MILESTONES).optional().catch(undefined),
  avec: z.string().max(64).optional().catch(undefined),
});

/** What an address asks to see; what makes no sense in it is not asked. `beside`: empty for whichever wave. */
export type Asked = { wave: string | null; milestone: Milestone | null; beside: string | null };

export function askedBy(url: string | undefined): Asked {
  const { searchParams } = new URL(url ?? '/', 'http://localhost');
  const { vague, bilan, avec } = asked.parse(Object.fromEntries(searchParams));
  return { wave: vague || null, milestone: bilan ?? null, beside: avec ?? null };
}

/** The review of a wave that is asked for, its last one unless told. */
export function reviewOf(wave: ReviewedWave | undefined, milestone: Milestone | null): Review | null {
  if (!wave) return null;
  return milestone ? (wave.reviews.find(({ data }) => data.milestone === milestone) ?? null) : wave.last;
}

/** The reviews that each reader has opened since they came in: one session a person, the last. */
const opened = new Map<string, { session: string; reviews: Set<string> }>();

/** Writes in the journal who reads a review, once a session. */
export async function noteReading(
  turn: Turn,
  reader: Person,
  session: string,
  review: Review,
): Promise<void> {
  const { wave, milestone } = review.row;
  const known = opened.get(reader.id);
  const reviews = known?.session === session ? known.reviews : new Set<string>();
  if (reviews.has(`${wave}/${milestone}`)) return;
  await note(turn, reader.id, 'digest.read', `${wave}/${milestone}`);
  opened.set(reader.id, { session, reviews: reviews.add(`${wave}/${milestone}`) });
}
