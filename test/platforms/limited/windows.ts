/** At most `count` calls in any `seconds` in a row. */
export type Rule = { count: number; seconds: number };

/** Keeps to rules by sliding windows, for each key apart. A call that is refused takes no place. */
export function createWindows(rules: readonly Rule[]) {
  const longest = Math.max(...rules.map(({ seconds }) => seconds)) * 1000;
  const taken = new Map<string, number[]>();
  return {
    /** 0: the call has its place. Else the seconds after which there is room, and nothing is taken. */
    take(key: string, now: number): number {
      const times = taken.get(key) ?? [];
      while (times[0] !== undefined && times[0] <= now - longest) times.shift();
      taken.set(key, times);
      const waits = rules.map(({ count, seconds }) => {
        const first = times[times.length - count];
        return first === undefined ? 0 : (first + seconds * 1000 - now) / 1000;
      });
      const wait = Math.max(0, ...waits);
      if (wait === 0) times.push(now);
      return wait;
    },
  };
}
