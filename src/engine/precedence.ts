/** Milliseconds without an answer after which what waits is drawn. */
const QUIET = 30;
/** Milliseconds a drawing gives way to answers, at most: whoever answered in a rush sees their card by then. */
const PATIENCE = 5000;

type Waiting = { since: number; run: () => Promise<void> };

/**
 * Storing comes before showing. While people answer, what they are shown waits, one drawing after the other: their
 * answers are acknowledged in time, however many come at once.
 */
export function createPrecedence() {
  const waiting: Waiting[] = [];
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
    /** Work that can wait until nobody does; in the order it was asked for. */
    after<T>(work: () => Promise<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        waiting.push({ since: performance.now(), run: () => work().then(resolve, reject) });
        if (alarm === null) alarm = setTimeout(draw, QUIET);
      });
    },
  };

  async function draw(): Promise<void> {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const now = performance.now();
      const isQuiet = storing === 0 && now - lastStored >= QUIET;
      if (!isQuiet && now - next.since < PATIENCE) break;
      waiting.shift();
      await next.run();
    }
    alarm = waiting.length > 0 ? setTimeout(draw, QUIET) : null;
  }
}
