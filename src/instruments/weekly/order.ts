import { z } from 'zod';
import type { CardData } from '../../engine/instrument.ts';

/** A part of the card: what an instrument has to say, under its name. */
export type Part = CardData & { kind: string };

/** What a part may say of itself, besides what it shows. */
const standing = z.object({
  /** It cannot wait for the next card: it comes first. */
  pressing: z.boolean().default(false),
  /** It goes with the rest of a card, and is no reason to send one. */
  quiet: z.boolean().default(false),
  /** It is over: it comes last. */
  spent: z.boolean().default(false),
});

/** The most useful first: what presses, then the usual order of the parts, then what is over. */
export function inOrder(parts: readonly Part[]): Part[] {
  const place = (part: Part) => {
    const { pressing, spent } = standing.parse(part);
    return pressing ? 0 : spent ? 2 : 1;
  };
  return parts.toSorted((a, b) => place(a) - place(b));
}

/** Whether a card is worth a message: one part at least asks something, invites, or is new. */
export function isWorthSending(parts: readonly Part[]): boolean {
  return parts.some((part) => !standing.parse(part).quiet);
}
