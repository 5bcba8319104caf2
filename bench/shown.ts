import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds without anything shown after which nothing more is to come. */
const STILL = 6000;

/** Waits until so many messages were shown; false when no more come: platforms allow so many changes a minute. */
export async function allShown(shown: () => number, wanted: number): Promise<boolean> {
  let last = { count: shown(), at: performance.now() };
  while (shown() < wanted) {
    if (shown() > last.count) last = { count: shown(), at: performance.now() };
    else if (performance.now() - last.at > STILL) return false;
    await sleep(1);
  }
  return true;
}
