import { setTimeout as sleep } from 'node:timers/promises';

/** Spaces out the sends of a platform, all of them together, in real time. */
export type Rate = {
  /** Resolves when one more send may leave. */
  take(): Promise<void>;
};

/** `perSecond` Infinity: no limit. */
export function createRate(perSecond: number): Rate {
  const gap = 1000 / perSecond;
  let next = 0;
  return {
    async take() {
      const now = performance.now();
      const at = Math.max(now, next);
      next = at + gap;
      if (at > now) await sleep(at - now);
    },
  };
}
