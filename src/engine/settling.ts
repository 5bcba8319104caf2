import { setTimeout as sleep } from 'node:timers/promises';
import { errorName, type Log } from '../log.ts';
import { everyMinute, type Wakeup } from './schedule.ts';

const FOREVER = Number.POSITIVE_INFINITY;
/** How long stopping waits for sends under way, in milliseconds: a platform that is silent must not hold us up. */
const PATIENCE = 8000;

/** When the engine works: on demand or every minute, one pass at a time. */
export type Settling = {
  settle(deadline?: number): Promise<boolean>;
  /** Now, when it runs by itself. */
  wake(): void;
  /** Now, and then every minute. */
  start(): void;
  stop(): Promise<void>;
  isStopping(): boolean;
};

export function createSettling(options: {
  /** What comes first in a pass. */
  before(): Promise<void>;
  /** Does what is due; true when it did something, and there may be more. */
  round(): Promise<boolean>;
  log: Log;
}): Settling {
  const { before, round, log } = options;
  let settling: Promise<boolean> = Promise.resolve(true);
  let cron: Wakeup | null = null;
  let stopping = false;

  return {
    settle: next,
    wake: () => cron?.wake(),
    start() {
      let waiting = false;
      cron = everyMinute(async () => {
        if (waiting) return;
        waiting = true;
        // Already logged; the next minute tries again.
        await next(FOREVER, () => {
          waiting = false;
        }).catch(() => true);
      });
      // What a stop or a crash has interrupted does not wait for the next minute.
      cron.wake();
    },
    async stop() {
      stopping = true;
      await cron?.stop();
      await Promise.race([settling.catch(() => true), sleep(PATIENCE, true, { ref: false })]);
    },
    isStopping: () => stopping,
  };

  /** One at a time: a pass that finds another at work waits for it. */
  function next(deadline = FOREVER, begun = () => {}): Promise<boolean> {
    settling = settling
      .catch(() => true)
      .then(() => {
        begun();
        return pass(deadline);
      });
    return settling;
  }

  async function pass(deadline: number): Promise<boolean> {
    try {
      await before();
      let busy = true;
      while (busy && !stopping) {
        busy = await round();
        if (Date.now() > deadline) return !busy;
      }
      return !stopping;
    } catch (error) {
      log.error('tick failed', { error: errorName(error) });
      throw error;
    }
  }
}
