import type { InTurn } from './schedule.ts';
import type { Turn } from './turn.ts';

/** Milliseconds without an answer after which what waits is drawn. */
const QUIET = 30;
/** Milliseconds a drawing gives way to answers, at most: whoever answered in a rush sees their card by then. */
const PATIENCE = 5000;

/** Drawings made in one go, at most: answers that come meanwhile wait for them. */
const MOST = 16;

type Waiting = {
  since: number;
  run: (turn: Turn) => Promise<() => void>;
  reject: (error: unknown) => void;
  /** Another drawing takes its place. */
  leave(): void;
};

/**
 * Storing comes before showing. While people answer, what they are shown waits: their answers are acknowledged in time,
 * however many come at once. What waits is drawn some at a time, which read the programme once for all of them.
 */
export function createPrecedence(inTurn: InTurn) {
  /** By the card they draw, those asked for first in front. */
  const waiting = new Map<string | symbol, Waiting>();
  let storing = 0;
  let lastStored = Number.NEGATIVE_INFINITY;
  let alarm: NodeJS.Timeout | null = null;

  return {
    /** Work that somebody waits for. */
    async first<T>(work: () => Promise<T>): Promise<T> {
      storing += 1;
      try {
        return await work();
      } finally {
        storing -= 1;
        lastStored = performance.now();
      }
    },
    /**
     * Work that can wait until nobody does, in the order it was asked for. It shares its turn and writes nothing. Of
     * those that draw the same `card`, the last one counts: it is done in the place of the first, which are told null.
     * A `card` of null is like no other.
     */
    after<T>(card: string | null, work: (turn: Turn) => Promise<T>): Promise<T | null> {
      return new Promise((resolve, reject) => {
        const run = (turn: Turn) => work(turn).then((result) => () => resolve(result));
        const key = card ?? Symbol();
        const earlier = waiting.get(key);
        earlier?.leave();
        const since = earlier?.since ?? performance.now();
        waiting.set(key, { since, run, reject, leave: () => resolve(null) });
        if (alarm === null) alarm = setTimeout(draw, QUIET);
      });
    },
  };

  async function draw(): Promise<void> {
    for (let next = first(); next; next = first()) {
      const now = performance.now();
      const isQuiet = storing === 0 && now - lastStored >= QUIET;
      if (!isQuiet && now - next.since < PATIENCE) break;
      await drawSome(take());
    }
    alarm = waiting.size > 0 ? setTimeout(draw, QUIET) : null;
  }

  function first(): Waiting | undefined {
    return waiting.values().next().value;
  }

  function take(): Waiting[] {
    const some: Waiting[] = [];
    for (const [key, each] of waiting) {
      if (some.length === MOST) break;
      waiting.delete(key);
      some.push(each);
    }
    return some;
  }

  /** One that fails is told so, and holds up none of the others. */
  async function drawSome(some: Waiting[]): Promise<void> {
    try {
      const told = await inTurn(async (turn) => {
        const done: (() => void)[] = [];
        for (const { run, reject } of some) done.push(await run(turn).catch((error) => () => reject(error)));
        return done;
      });
      for (const tell of told) tell();
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }
}
