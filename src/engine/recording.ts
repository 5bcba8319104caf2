import { errorName, type Log } from '../log.ts';
import { isStoresFault } from '../store/storing.ts';
import type { Marker } from './marking.ts';
import type { Roads } from './roads.ts';
import type { InTurn } from './schedule.ts';
import type { Result, UnderWay } from './under-way.ts';

/** Writes down what became of the messages that were answered since; resolves with how many. */
export function createRecorder(options: {
  inTurn: InTurn;
  mark: Marker;
  underWay: UnderWay;
  roads: Roads;
  log: Log;
}): () => Promise<number> {
  const { inTurn, mark, underWay, roads, log } = options;
  return async () => {
    const results = underWay.results();
    if (results.length === 0) return 0;
    await together(results).catch(() => oneByOne(results));
    return results.length;
  };

  async function together(results: Result[]): Promise<void> {
    await inTurn(async (turn) => {
      for (const { job, delivery } of results) await mark(turn, job, delivery);
    });
    for (const result of results) over(result);
  }

  /**
   * What the store does not take is kept here, and written down when it works again: it is known to have arrived. What
   * cannot be written down at all holds up none of the others: its lease ends by itself, and then it is in doubt.
   */
  async function oneByOne(results: Result[]): Promise<void> {
    const faults: unknown[] = [];
    for (const result of results) {
      try {
        await together([result]);
      } catch (error) {
        if (isStoresFault(error)) faults.push(error);
        else {
          log.error('send not recorded', { channel: result.job.channel.name, error: errorName(error) });
          over(result);
        }
      }
    }
    if (faults.length > 0) throw faults[0];
  }

  function over({ job }: Result): void {
    underWay.remove(job);
    roads.leave(job.channel);
  }
}
