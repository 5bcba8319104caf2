import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Channel, Delivery, Outgoing } from '../channels/channel.ts';
import type { ChannelName } from '../domain/person.ts';
import { errorName, type Log } from '../log.ts';
import type { OutboxRow } from '../store/outbox.ts';
import { findPerson, listAddresses } from '../store/person.ts';
import { endRefresh, listRefresh, markShown } from '../store/refresh.ts';
import { stamp } from './clock.ts';
import { type Drawer, withImages } from './drawing.ts';
import { leadershipRoute } from './leadership.ts';
import type { Rests } from './rests.ts';
import type { InTurn } from './schedule.ts';
import type { Turn } from './turn.ts';

/** How many messages one pass takes at a time. */
const BATCH = 50;
/** Calls under way at once. */
const AT_ONCE = 8;
/** Milliseconds after which it lets the loop look at what is due, to go on where it was. */
const STRETCH = 1000;
/** Hours after a message lost its use during which what it shows is still put right. */
const AFTERLIFE = 48;

type Job = { row: OutboxRow; channel: Channel; address: string; message: Outgoing; print: Uint8Array };

/**
 * Shows messages again where they are: those marked once (a closed survey loses its inputs), and live ones when they
 * say something else. It disturbs nobody, so it knows no hours and no cap; what fails is tried at the next tick.
 * Resolves with how many messages were changed; 0: all show what is true, or their platform takes no more for now.
 */
export function createRefresher(options: {
  inTurn: InTurn;
  channels: ReadonlyMap<ChannelName, Channel>;
  draw: Drawer;
  /** The platforms that are left alone for a while. */
  rests: Rests;
  /** Aborted when the service stops. */
  signal: AbortSignal;
  log: Log;
}): () => Promise<number> {
  const { inTurn, channels, draw, rests, signal, log } = options;
  /** The id of the last message looked at; empty: all have been. */
  let after = '';
  return async () => {
    const end = performance.now() + STRETCH;
    /** Platforms that will take no more for now. */
    const tired = new Set<ChannelName>();
    let changed = 0;
    const fromTheTop = after === '';
    while (!signal.aborted) {
      const { rows, jobs } = await inTurn(async (turn) => {
        const rows = await listRefresh(turn.tx, after, BATCH);
        const jobs: Job[] = [];
        for (const row of rows) {
          const job = await prepare(turn, row);
          if (job) jobs.push(job);
        }
        return { rows, jobs };
      });
      changed += await showAll(jobs, tired);
      after = rows.length < BATCH ? '' : (rows.at(-1)?.id ?? '');
      // The others are looked at from the top, next time.
      if (after === '') return fromTheTop ? changed : Math.max(changed, 1);
      if (changed > 0 && performance.now() > end) break;
    }
    return changed;
  };

  async function showAll(jobs: Job[], tired: Set<ChannelName>): Promise<number> {
    const queue = [...jobs];
    let changed = 0;
    const worker = async () => {
      for (let job = queue.shift(); job; job = queue.shift()) {
        if (tired.has(job.channel.name) || signal.aborted) continue;
        const delivery = await show(job);
        if (delivery.outcome === 'delivered') changed += 1;
        if (delivery.outcome === 'held') tired.add(job.channel.name);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return changed;
  }

  /** What is to be shown now; null: nothing else than what is there, or nobody to show it to. */
  async function prepare(turn: Turn, row: OutboxRow): Promise<Job | null> {
    const end = Temporal.Instant.from(row.expires_at).add({ hours: AFTERLIFE });
    const place = stamp(turn.now) < stamp(end) ? await placeOf(turn, row) : null;
    if (place && rests.of(place.channel.name, stamp(turn.now))) return null;
    const message = place && (await tryDraw(turn, row));
    if (!place || !message) {
      await endRefresh(turn.tx, row.id);
      return null;
    }
    const print = createHash('sha256')
      .update(JSON.stringify([message.text, message.card]))
      .digest();
    if (row.shown && print.equals(row.shown)) return null;
    return { row, ...place, message, print };
  }

  /** Where it was delivered; null when that place is no more. */
  async function placeOf(turn: Turn, row: OutboxRow): Promise<{ channel: Channel; address: string } | null> {
    const channel = [...channels.values()].find(({ name }) => name === row.channel);
    if (!channel || row.platform_id === null) return null;
    if (row.person_id === null) {
      const route = await leadershipRoute(turn);
      return 'channel' in route && route.channel === channel.name
        ? { channel, address: route.address }
        : null;
    }
    if (channel.name === 'sandbox') return { channel, address: row.person_id };
    const known = await listAddresses(turn.tx, [row.person_id]);
    const address = known.find((one) => one.channel === channel.name && one.state === 'ok')?.address;
    return address === undefined ? null : { channel, address };
  }

  async function tryDraw(turn: Turn, row: OutboxRow): Promise<Outgoing | null> {
    try {
      const person = row.person_id ? await findPerson(turn.tx, row.person_id) : null;
      const drawn = await draw(turn, row, person, true);
      return 'skip' in drawn ? null : drawn.message;
    } catch (error) {
      log.error('drawing failed', { code: row.template, error: errorName(error) });
      return null;
    }
  }

  async function show({ row, channel, address, message, print }: Job): Promise<Delivery> {
    const delivery = await update(channel, address, row.platform_id ?? '', message);
    await inTurn(async (turn) => {
      if (delivery.outcome === 'delivered' && row.refresh === 'live') await markShown(turn.tx, row.id, print);
      else if (delivery.outcome === 'retry' && delivery.everywhere)
        rests.take(channel.name, {
          from: stamp(turn.now),
          until: stamp(turn.now.add({ seconds: Math.ceil(delivery.afterSeconds ?? 1) + 1 })),
        });
      else if (isOver(delivery)) await endRefresh(turn.tx, row.id);
    });
    return delivery;
  }

  async function update(
    channel: Channel,
    address: string,
    platformId: string,
    message: Outgoing,
  ): Promise<Delivery> {
    try {
      return await channel.update(address, platformId, await withImages(channel, message), { signal });
    } catch (error) {
      log.error('update failed', { channel: channel.name, error: errorName(error) });
      return { outcome: 'retry', afterSeconds: null, reason: 'platform_error' };
    }
  }
}

/** Whether there is no sense in trying again at the next tick. */
function isOver({ outcome }: Delivery): boolean {
  return outcome === 'delivered' || outcome === 'gone' || outcome === 'refused';
}
