import type { CardData as ButtonData } from '../../channels/channel.ts';
import { Refusal } from '../../domain/errors.ts';
import { MILESTONES } from '../../domain/milestone.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { note } from '../../engine/journal.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { type DigestRow, listDigests } from '../../store/digest.ts';
import type { Person } from '../../store/person.ts';
import { digestCard } from './card.ts';
import { aboutSchema, figuresOf, requireDigest } from './stored.ts';
import { clip } from './words/figures.ts';

/** Teams shows six buttons in a row. */
const MOST = 6;

/** The digests that were posted, oldest first. */
export async function postedDigests(turn: Turn): Promise<DigestRow[]> {
  const posted = (await listDigests(turn.tx)).filter(({ status }) => status === 'posted');
  return posted.sort((a, b) => (String(a.posted_at) < String(b.posted_at) ? -1 : 1));
}

/** A digest again, word for word as it was posted, with a button for each of the others. */
export async function showDigest(
  turn: Turn,
  row: DigestRow,
  person: Person,
  open: readonly string[] = [],
): Promise<ReplyMessage> {
  await note(turn, person.id, 'digest.read', keyOf(row));
  const past = (await postedDigests(turn)).filter((one) => keyOf(one) !== keyOf(row));
  const data = {
    ...(await digestCard(turn, row, person)),
    hasOpen: open.length > 0,
    open: open.map((line) => ({ line })),
    hasPast: past.length > 0,
    past: past.slice(-MOST).map((one) => buttonOf(one, new Set(past.map(({ wave }) => wave)).add(row.wave))),
  };
  return { mode: 'message', template: 'digest', data };
}

/** The last one posted of a milestone: `j30`, `j+30`; of the wave whose name follows, where there are several. */
export async function findPosted(turn: Turn, words: string): Promise<DigestRow | null> {
  const [typed = '', ...rest] = words.split(' ');
  const milestone = MILESTONES.find((name) => name.toLowerCase() === typed.replace('+', ''));
  const wave = rest.join(' ');
  const rows = (await postedDigests(turn)).filter(
    (row) =>
      row.milestone === milestone &&
      (wave === '' || row.wave === wave || figuresOf(row).waveName.toLowerCase() === wave),
  );
  return rows.at(-1) ?? null;
}

export function isMilestone(words: string): boolean {
  return /^j\+?\d+( |$)/.test(words);
}

export const showVerb = verb('digest.show', aboutSchema, async (turn, { person, data }) => {
  const row = await requireDigest(turn, data);
  if (row.status !== 'posted') throw new Refusal('unknown_action');
  return showDigest(turn, row, person);
});

function buttonOf(row: DigestRow, waves: ReadonlySet<string>): { title: string; data: ButtonData } {
  const { wave, milestone } = row;
  const named = waves.size > 1 ? 'digest.past.of_wave' : 'digest.past.button';
  const values = { milestone: milestone.replace('J', 'J+'), wave: clip(figuresOf(row).waveName, 24) };
  return { title: text(named, values), data: { v: 'digest.show', wave, milestone } };
}

function keyOf({ wave, milestone }: DigestRow): string {
  return `${wave}/${milestone}`;
}
