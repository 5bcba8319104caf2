import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../channels/channel.ts';
import type { Busy } from '../store/lease.ts';
import type { Job } from './preparing.ts';

export type Result = { job: Job; delivery: Delivery };

/** The messages leased here: being sent, or answered and not written down yet. */
export type UnderWay = Busy & {
  add(job: Job, sending: Promise<Delivery>): void;
  /** Those answered that are still to be written down. */
  results(): Result[];
  /** It is written down. */
  remove(job: Job): void;
  /** Resolves when something is answered, when the service stops, or after so many milliseconds. */
  news(milliseconds: number): Promise<void>;
  /** Resolves when everything is answered, at the latest after so many milliseconds. */
  settle(milliseconds: number): Promise<void>;
};

export function createUnderWay(stop: AbortSignal): UnderWay {
  const jobs = new Map<string, Result | { job: Job; delivery: null }>();
  const people = new Set<string>();
  const sendings = new Set<Promise<void>>();
  let tell = () => {};
  stop.addEventListener('abort', () => tell());
  return {
    people,
    has: (id) => jobs.has(id),
    get size() {
      return jobs.size;
    },
    add(job, sending) {
      jobs.set(job.row.id, { job, delivery: null });
      if (job.row.person_id !== null) people.add(job.row.person_id);
      const done = sending.then((delivery) => {
        jobs.set(job.row.id, { job, delivery });
        sendings.delete(done);
        tell();
      });
      sendings.add(done);
    },
    results: () => [...jobs.values()].filter((entry) => entry.delivery !== null),
    remove({ row }) {
      jobs.delete(row.id);
      if (row.person_id !== null) people.delete(row.person_id);
    },
    async news(milliseconds) {
      if (stop.aborted || [...jobs.values()].some(({ delivery }) => delivery !== null)) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        tell = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    async settle(milliseconds) {
      await Promise.race([Promise.all(sendings), sleep(milliseconds, undefined, { ref: false })]);
    },
  };
}
