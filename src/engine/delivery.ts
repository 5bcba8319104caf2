import type { Channel, Delivery, DeliveryReason } from '../channels/channel.ts';
import type { ChannelName } from '../domain/person.ts';
import { errorName, type Log } from '../log.ts';
import { finish, hold, leaseDue, nextDue, type OutboxRow, postpone, releaseLeases } from '../store/outbox.ts';
import { type Person, setAddressState } from '../store/person.ts';
import { createAttention } from './attention.ts';
import { stamp } from './clock.ts';
import { type Drawer, withImages } from './drawing.ts';
import { createPreparer, type Job } from './preparing.ts';
import { createRate, type Rate } from './rate.ts';
import { createRefresher } from './refresh.ts';
import type { InTurn } from './schedule.ts';
import type { Turn } from './turn.ts';

/** How many messages one round of the loop takes. */
const BATCH = 100;
/** How long a lease lasts, in seconds: longer than the slowest send of a batch. */
const LEASE = 120;
/** After this many tries, about half a day, a message has failed; most lose their use before. */
const MAX_ATTEMPTS = 18;
/** Sends under way at once on one channel. */
const CONCURRENCY = 8;

export type DeliveryLoop = {
  /** Sends what is due now, then shows again what has changed. Resolves with how many messages; 0: nothing to do. */
  deliver(): Promise<number>;
  /** When the next message waits to be sent, or null. */
  next(): Promise<string | null>;
  release(): Promise<void>;
};

/** What became of a job; null: not tried, because its platform asked for a rest or the service stops. */
type Result = { job: Job; delivery: Delivery | null };

/**
 * The only sender of unprompted messages: lease, send, mark. A crash after a send may repeat that one message,
 * never lose it; what became of each is data.
 */
export function createDelivery(options: {
  inTurn: InTurn;
  channels: ReadonlyMap<ChannelName, Channel>;
  draw: Drawer;
  secret: Uint8Array;
  isStopping: () => boolean;
  log: Log;
}): DeliveryLoop {
  const { inTurn, channels, draw, secret, isStopping, log } = options;
  const attention = createAttention(secret);
  const rates = new Map<ChannelName, Rate>();
  for (const channel of channels.values()) rates.set(channel.name, createRate(channel.ratePerSecond));
  /** Until when a platform asked to be left alone. */
  const rests = new Map<ChannelName, string>();
  /** Leased here and not marked yet: what another process on the same database has leased is not ours to release. */
  const held = new Set<string>();
  const prepare = createPreparer({ channels, draw, attention, rests, log });
  const refresh = createRefresher({ inTurn, channels, draw, rates, rests, isStopping, log });
  return {
    async deliver() {
      const { taken, jobs } = await inTurn(async (turn) => {
        const rows = await leaseDue(turn.tx, stamp(turn.now), stamp(turn.now.add({ seconds: LEASE })), BATCH);
        const jobs: Job[] = [];
        for (const row of rows) {
          const job = await prepare(turn, row);
          if ('holdUntil' in job) await hold(turn.tx, row.id, job.holdUntil, job.because);
          else if ('reason' in job) await pass(turn, row, job.reason);
          else jobs.push(job);
        }
        return { taken: rows.length, jobs };
      });
      for (const { row } of jobs) held.add(row.id);
      const results = await sendAll(jobs);
      if (results.length > 0) {
        await inTurn(async (turn) => {
          for (const { job, delivery } of results) if (delivery) await mark(turn, job, delivery);
          for (const { job, delivery } of results) if (!delivery) await putBack(turn, job);
        });
        for (const { job } of results) held.delete(job.row.id);
      }
      // What is shown already waits for what is still to be sent.
      return taken > 0 ? taken : refresh();
    },
    next: () => inTurn((turn) => nextDue(turn.tx)),
    release: () => inTurn((turn) => releaseLeases(turn.tx, [...held])),
  };

  /** A reminder weighs alike on the week of who has answered: what the cap then holds back tells nobody apart. */
  async function pass(turn: Turn, row: OutboxRow, reason: DeliveryReason): Promise<void> {
    const spends = row.ephemeral && reason === 'already_answered';
    if (spends && row.person_id !== null) await attention.spend(turn, row, row.person_id);
    await skip(turn, row, reason);
  }

  async function sendAll(jobs: Job[]): Promise<Result[]> {
    const queue = [...jobs];
    const results: Result[] = [];
    const tired = new Set<Channel>();
    const worker = async () => {
      for (let job = queue.shift(); job; job = queue.shift()) {
        const { channel } = job;
        const may = () => !tired.has(channel) && !isStopping();
        if (may()) await rates.get(channel.name)?.take();
        const delivery = may() ? await send(job) : null;
        if (delivery?.outcome === 'retry' && delivery.afterSeconds) tired.add(channel);
        results.push({ job, delivery });
      }
    };
    await Promise.all(Array.from({ length: Math.min(CONCURRENCY, jobs.length) }, worker));
    return results;
  }

  async function send(job: Job): Promise<Delivery> {
    try {
      return await job.channel.send(job.address, await withImages(job.channel, job.message));
    } catch (error) {
      log.error('send failed', { channel: job.channel.name, error: errorName(error) });
      return { outcome: 'retry', afterSeconds: null, reason: 'platform_error' };
    }
  }

  async function mark(turn: Turn, job: Job, delivery: Delivery): Promise<void> {
    const { row, person, channel } = job;
    if (delivery.outcome === 'delivered') {
      if (person) await attention.spend(turn, row, person.id);
      await finish(turn.tx, row, {
        status: 'sent',
        channel: channel.name,
        platformId: delivery.platformId,
        sentOn: turn.today.toString(),
        reason: null,
      });
    } else if (delivery.outcome === 'retry' && row.attempts + 1 < MAX_ATTEMPTS) {
      const wait = delivery.afterSeconds ?? patience(row.attempts);
      // Rounded up to the second that the store keeps: a platform that is asked again too early says no again.
      const again = stamp(turn.now.add({ milliseconds: Math.ceil(wait * 1000) + 999 }));
      if (delivery.afterSeconds) rests.set(channel.name, again);
      await postpone(turn.tx, row.id, again, delivery.reason);
    } else {
      if (person && delivery.outcome === 'gone') await retire(turn, person, channel.name, delivery.reason);
      await finish(turn.tx, row, {
        status: delivery.outcome === 'gone' ? 'skipped' : 'failed',
        channel: channel.name,
        platformId: null,
        sentOn: null,
        reason: delivery.reason,
      });
    }
  }

  async function putBack(turn: Turn, { row, channel }: Job): Promise<void> {
    const rest = rests.get(channel.name);
    if (rest) await hold(turn.tx, row.id, rest, 'rate_limited');
    else await hold(turn.tx, row.id, row.due_at);
  }
}

/** Seconds before the next try: soon at first, then every hour, for an outage that lasts. */
function patience(attempts: number): number {
  return Math.min(2 ** attempts, 3600);
}

/** An address that a platform says is gone is not used again until the person comes back. */
async function retire(
  turn: Turn,
  person: Person,
  channel: ChannelName,
  reason: DeliveryReason,
): Promise<void> {
  const state = reason === 'blocked' || reason === 'disabled_by_admin' ? reason : 'not_installed';
  await setAddressState(turn.tx, person.id, channel, state);
}

async function skip(turn: Turn, row: OutboxRow, reason: DeliveryReason): Promise<void> {
  await finish(turn.tx, row, { status: 'skipped', channel: null, platformId: null, sentOn: null, reason });
}
