import type { Delivery } from '../channels/channel.ts';
import { errorName, type Log } from '../log.ts';
import type { Counters } from './counters.ts';
import { withImages } from './drawing.ts';
import type { Job } from './preparing.ts';

/**
 * Milliseconds after which a message that waits for its turn goes back to the outbox, be it to be asked about or to be
 * sent: no request of it begins later, so that the last one is answered, or given up, long before its lease ends.
 */
const TURN = 60_000;

/**
 * Sends one message, after having looked whether it arrived when that is in doubt: `earlier` is the platform's id of
 * one that its reader got before, null where none is known. Never throws. `stop` ends the wait for a turn, as does the
 * end of its use, never a request under way.
 */
export function createSender(options: { counters: Counters; stop: AbortSignal; log: Log }) {
  const { counters, stop, log } = options;
  return async (job: Job, earlier: string | null): Promise<Delivery> => {
    if (job.usefulFor <= 0) return { outcome: 'held', afterSeconds: null };
    const signal = AbortSignal.any([stop, AbortSignal.timeout(Math.min(TURN, job.usefulFor))]);
    try {
      const known = job.row.doubtful ? await sighted(job, earlier, signal) : null;
      const delivery = known ?? (await send(job, signal));
      count(job, delivery);
      return delivery;
    } catch (error) {
      log.error('send failed', { channel: job.channel.name, error: errorName(error) });
      return { outcome: 'retry', afterSeconds: null, reason: 'platform_error' };
    }
  };

  async function send({ row, channel, address, message }: Job, signal: AbortSignal): Promise<Delivery> {
    const drawn = await withImages(channel, message);
    return channel.send(address, drawn, { signal, waited: row.reason === 'rate_limited' });
  }

  /** What the platform knows of a message in doubt; null: send it. */
  async function sighted(
    { row, channel, address }: Job,
    earlier: string | null,
    signal: AbortSignal,
  ): Promise<Delivery | null> {
    const sighting = (await channel.find?.(address, row.id, earlier, { signal })) ?? { state: 'unknown' };
    if (sighting.state === 'later') return { outcome: 'held', afterSeconds: sighting.afterSeconds };
    if (sighting.state === 'unanswered') return { outcome: 'doubtful', reason: 'no_answer' };
    if (sighting.state === 'found') {
      if (!row.ephemeral) counters.settled(channel.name, 'found');
      return { outcome: 'delivered', platformId: sighting.platformId };
    }
    // Absent: it is not a repeat.
    if (sighting.state === 'unknown' && !row.ephemeral) counters.settled(channel.name, 'repeated');
    return null;
  }

  function count({ row, channel }: Job, delivery: Delivery): void {
    // A reminder goes to the silent: their number would be told.
    if (delivery.outcome === 'held' || row.ephemeral) return;
    counters.sent(channel.name, 'reason' in delivery ? delivery.reason : delivery.outcome);
    if (delivery.outcome === 'doubtful' && !row.doubtful) counters.doubted(channel.name);
  }
}
