import type { Channel, DeliveryReason } from '../channels/channel.ts';
import type { ChannelName } from '../domain/person.ts';
import type { Log } from '../log.ts';
import { earlierLanding, finish, hold, leaseDue } from '../store/lease.ts';
import { nextDue, type OutboxRow } from '../store/outbox.ts';
import { createAttention } from './attention.ts';
import { stamp } from './clock.ts';
import type { Counters } from './counters.ts';
import type { Drawer } from './drawing.ts';
import { createMarker } from './marking.ts';
import { createOneSender } from './one-sender.ts';
import { createPreparer, type Job } from './preparing.ts';
import { createRecorder } from './recording.ts';
import { createRefresher } from './refresh.ts';
import { createRests } from './rests.ts';
import { createRoads } from './roads.ts';
import type { InTurn } from './schedule.ts';
import { createSender } from './sending.ts';
import type { Turn } from './turn.ts';
import { createUnderWay } from './under-way.ts';
import { createWaker } from './waking.ts';

/** Messages leased at a time: few, so that a person's answer never waits long for the transaction. */
const BATCH = 25;
/** How long a lease lasts, in seconds: longer than the slowest send (see sending.ts). */
const LEASE = 120;
/** Milliseconds of sending after which the loop looks at what else is due. */
const STRETCH = 1000;
/** Milliseconds that stopping waits for the answers to what was sent; the service has ten seconds. */
const FAREWELL = 7000;

export type DeliveryLoop = {
  /**
   * Sends what is due, then shows again what has changed. Resolves with how many messages it dealt with; 0: nothing
   * is due nor under way, or another process sends. A long mailing takes many calls, and goes on between them.
   */
  deliver(): Promise<number>;
  /** When the next message waits to be sent, or null. */
  next(): Promise<string | null>;
  /** From now on nothing new leaves; what waits for its turn no longer does. */
  halt(): void;
  /**
   * Writes down what was answered, and gives back what did not leave. What was sent and is not answered by then stays
   * leased: it is in doubt, and whoever has the database next asks the platform, if it can be asked.
   */
  release(): Promise<void>;
};

/**
 * The only sender of unprompted messages: lease, send, mark. Always a few under way, so that a platform's limit is
 * used to the full. A crash after a send may repeat that one message, never lose it; what became of each is data.
 */
export function createDelivery(options: {
  inTurn: InTurn;
  channels: ReadonlyMap<ChannelName, Channel>;
  draw: Drawer;
  secret: Uint8Array;
  counters: Counters;
  /** Whether this process is the one that sends. */
  isSender: () => boolean;
  /** Called when something falls due before the next tick. */
  wake: () => void;
  log: Log;
}): DeliveryLoop {
  const { inTurn, channels, draw, secret, counters, isSender, wake, log } = options;
  const stop = new AbortController();
  const attention = createAttention(secret);
  const rests = createRests();
  const roads = createRoads(channels);
  const one = createOneSender(isSender, log);
  const prepare = createPreparer({ channels, draw, attention, rests, log });
  const send = createSender({ counters, stop: stop.signal, log });
  const refresh = createRefresher({ inTurn, channels, draw, rests, signal: stop.signal, log });
  /** What is leased here and not marked yet: what another process on the same database has leased is not ours. */
  const underWay = createUnderWay(stop.signal);
  const mark = createMarker({ attention, rests, counters, log });
  const record = createRecorder({ inTurn, mark, underWay, roads, log });
  const waker = createWaker({ inTurn, wake });

  return {
    async deliver() {
      const wait = one.wait();
      if (wait > 0) {
        waker.wakeIn(wait);
        return 0;
      }
      const end = performance.now() + STRETCH;
      let count = 0;
      for (;;) {
        const marked = await record();
        const taken = await take();
        count += taken + marked;
        if (stop.signal.aborted) return 0;
        const left = end - performance.now();
        if (left <= 0 && count + underWay.size > 0) return count + underWay.size;
        if (taken + marked > 0) continue;
        if (underWay.size === 0) break;
        await underWay.news(left);
      }
      if (count > 0) return count;
      // What is shown already waits for what is still to be sent.
      const refreshed = await refresh();
      if (refreshed === 0) await waker.wakeInTime();
      return refreshed;
    },
    next: () => inTurn((turn) => nextDue(turn.tx)),
    halt() {
      stop.abort();
      waker.stop();
    },
    async release() {
      stop.abort();
      await underWay.settle(FAREWELL);
      await record();
    },
  };

  /** Leases what is due as far as there is room, and sends it. Resolves with how many messages it looked at. */
  async function take(): Promise<number> {
    const room = roads.room();
    if (stop.signal.aborted || room === 0) return 0;
    const jobs: { job: Job; earlier: string | null }[] = [];
    const leasing = inTurn(async (turn) => {
      const until = stamp(turn.now.add({ seconds: LEASE }));
      const rows = await leaseDue(turn.tx, stamp(turn.now), until, Math.min(room, BATCH), underWay);
      for (const row of rows) {
        const job = await prepare(turn, row);
        if ('holdUntil' in job) await hold(turn.tx, row.id, job.holdUntil, job.because);
        else if ('reason' in job) await pass(turn, row, job.reason);
        else if (roads.enter(job.channel)) {
          rests.probe(job.channel.name, turn.now);
          const earlier = row.doubtful ? await earlierLanding(turn.tx, row, job.channel.name) : null;
          jobs.push({ job, earlier });
        } else await hold(turn.tx, row.id, roads.later(turn, job), 'rate_limited');
      }
      return rows;
    });
    const rows = await leasing.catch((error) => {
      // Not known to be stored: nothing of it leaves. What is leased all the same waits for the end of its lease.
      for (const { job } of jobs) roads.leave(job.channel);
      throw error;
    });
    for (const { job, earlier } of jobs) {
      // In doubt since the process that had leased it did not mark it.
      if (job.row.status === 'leased' && !job.row.ephemeral) counters.doubted(job.channel.name);
      underWay.add(job, send(job, earlier));
    }
    return rows.length;
  }

  /** A reminder weighs alike on the week of who has answered: what the cap then holds back tells nobody apart. */
  async function pass(turn: Turn, row: OutboxRow, reason: DeliveryReason): Promise<void> {
    const spends = row.ephemeral && reason === 'already_answered';
    if (spends && row.person_id !== null) await attention.spend(turn, row, row.person_id);
    await finish(turn.tx, row, { status: 'skipped', channel: null, platformId: null, sentOn: null, reason });
  }
}
