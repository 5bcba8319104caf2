import type { Log } from '../log.ts';

/** Milliseconds between two looks at whether another process still sends. */
const LOOK = 5000;
/** Milliseconds in which a platform still counts the last calls of whoever sent before. */
const AFTER = 1100;

/**
 * One process sends, be there two on one database by accident: each keeps to the platforms' limits by itself, and both
 * together would pass them.
 */
export type OneSender = {
  /** Milliseconds after which to ask again; 0: this process sends. */
  wait(): number;
};

/** `isUs`: whether this process has the right to send; it asks for it. */
export function createOneSender(isUs: () => boolean, log: Log): OneSender {
  let isOther = false;
  let from = Number.NEGATIVE_INFINITY;
  return {
    wait() {
      const now = performance.now();
      if (!isUs()) {
        if (!isOther) log.warn('another process sends', { code: 'two_processes' });
        isOther = true;
        return LOOK;
      }
      if (isOther) from = now + AFTER;
      isOther = false;
      return Math.max(0, from - now);
    },
  };
}
