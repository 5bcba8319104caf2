/** Wrong codes an address may try before it has to wait. */
const TRIES = 20;
/** How long it then waits, in milliseconds. */
const WAIT = 15 * 60_000;
/** Addresses remembered at most: the oldest goes first. */
const MOST = 10_000;

/**
 * Counts wrong codes by address, in memory only. A right code is always taken: a whole town hall can stand behind one
 * address, and nobody in it pays for somebody else's tries.
 */
export type Guard = {
  /** Notes a wrong code at `now`, in milliseconds that never go back; true when the address has tried too many. */
  wrong(address: string, now: number): boolean;
};

export function createGuard(): Guard {
  const seen = new Map<string, { tries: number; until: number }>();
  return {
    wrong(address, now) {
      const known = seen.get(address);
      const entry = known && known.until > now ? known : { tries: 0, until: now + WAIT };
      entry.tries += 1;
      seen.delete(address);
      seen.set(address, entry);
      const [oldest] = seen.keys();
      if (seen.size > MOST && oldest !== undefined) seen.delete(oldest);
      return entry.tries > TRIES;
    },
  };
}
