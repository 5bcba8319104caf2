import { setTimeout as sleep } from 'node:timers/promises';
import { deliveryOf } from './outcome.ts';
import { ConnectorError } from './transport.ts';

/** Seconds one waits, all in all: whoever clicked is told of a failure after ten to fifteen. */
const PATIENCE = 6;

/** Repeats what Teams would not do now (throttled, or two at once): nothing was done, so nothing is done twice. */
export async function patiently(work: () => Promise<void>): Promise<void> {
  for (let waited = 0; ; ) {
    try {
      return await work();
    } catch (error) {
      const notNow = error instanceof ConnectorError && (error.status === 429 || error.status === 412);
      const outcome = deliveryOf(error);
      if (!notNow || outcome.outcome !== 'retry') throw error;
      const wait = outcome.afterSeconds ?? 0.5;
      waited += Math.max(wait, 1);
      if (waited > PATIENCE) throw error;
      await sleep(wait * 1000);
    }
  }
}
