/** An advice in its parts: what was read, who acts, what to do. */
export type Advice = { reading: string; who: string; what: string };

/**
 * « Ce qui est lu → qui : quoi faire », as the catalogue writes each advice: an arrow is for a card, where room is
 * short; a page says what to do first. Null: written otherwise.
 */
export function adviceParts(advice: string): Advice | null {
  const [, reading, who, what] = /^(.+) → ([^:]+)\u00a0: (.+?)\.?$/.exec(advice) ?? [];
  return reading && who && what ? { reading, who, what } : null;
}
