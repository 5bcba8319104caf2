import { z } from 'zod';
import type { DigestData } from '../../domain/digest.ts';
import { Refusal } from '../../domain/errors.ts';
import { MILESTONES } from '../../domain/milestone.ts';
import type { CardData } from '../../engine/instrument.ts';
import type { Turn } from '../../engine/turn.ts';
import { type DigestRow, findDigest } from '../../store/digest.ts';

/** Which digest a message or a button is about. */
export const aboutSchema = z.object({ wave: z.string().max(64), milestone: z.enum(MILESTONES) });
export type About = z.infer<typeof aboutSchema>;

/** The figures as they were stored; nothing but this program writes them. */
export function figuresOf(row: Pick<DigestRow, 'data'>): DigestData {
  return JSON.parse(row.data);
}

/**
 * What a posted digest said, word for word, whatever this version of the program would say: its card (without the
 * decisions taken since) and its long version. Null until it is posted.
 */
export type DigestWords = { card: CardData; long: string };

export function wordsOf(row: Pick<DigestRow, 'words'>): DigestWords | null {
  return row.words === null ? null : JSON.parse(row.words);
}

export async function requireDigest(turn: Turn, { wave, milestone }: About): Promise<DigestRow> {
  const row = await findDigest(turn.tx, wave, milestone);
  if (!row) throw new Refusal('unknown_action');
  return row;
}
