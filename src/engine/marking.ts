import type { Delivery, DeliveryReason } from '../channels/channel.ts';
import type { ChannelName } from '../domain/person.ts';
import type { Log } from '../log.ts';
import { finish, hold, postpone, resumeHeld } from '../store/lease.ts';
import { type Person, setAddressState } from '../store/person.ts';
import { alarm, allClear } from './alarm.ts';
import type { Attention } from './attention.ts';
import { backoff } from './backoff.ts';
import { stamp } from './clock.ts';
import type { Counters } from './counters.ts';
import type { Job } from './preparing.ts';
import type { Rests } from './rests.ts';
import type { Turn } from './turn.ts';

/** After this many tries that failed, about half a day, a message has; most lose their use before. */
const MAX_ATTEMPTS = 18;

type Held = Extract<Delivery, { outcome: 'held' }>;
type Again = Extract<Delivery, { outcome: 'retry' | 'doubtful' }>;

/** Writes down what became of a message that was tried, or given back untried. */
export type Marker = (turn: Turn, job: Job, delivery: Delivery) => Promise<void>;

export function createMarker(options: {
  attention: Attention;
  rests: Rests;
  counters: Counters;
  log: Log;
}): Marker {
  const { attention, rests, counters, log } = options;
  return async (turn, job, delivery) => {
    const { row, person, channel } = job;
    switch (delivery.outcome) {
      case 'delivered':
        await resume(turn, channel.name);
        return land(turn, job, delivery.platformId);
      case 'held':
        return giveBack(turn, job, delivery);
      case 'halted':
        return halt(turn, job);
      case 'retry':
      case 'doubtful':
        return tryAgain(turn, job, delivery);
      default:
        await resume(turn, channel.name);
        if (person && delivery.outcome === 'gone') await retire(turn, person, channel.name, delivery.reason);
        await finish(turn.tx, row, {
          status: delivery.outcome === 'gone' ? 'skipped' : 'failed',
          channel: channel.name,
          platformId: null,
          sentOn: null,
          reason: delivery.reason,
        });
    }
  };

  /** Once: a disk that fails after a commit has it written down again, and it was read by one person once. */
  async function land(turn: Turn, { row, person, channel }: Job, platformId: string | null): Promise<void> {
    const isNew = await finish(turn.tx, row, {
      status: 'sent',
      channel: channel.name,
      platformId,
      sentOn: turn.today.toString(),
      reason: null,
    });
    if (isNew && person) await attention.spend(turn, row, person.id);
  }

  /** Its turn has not come: it waits for a moment, or for its platform. */
  async function giveBack(turn: Turn, { row, channel }: Job, { afterSeconds }: Held): Promise<void> {
    const rest = rests.of(channel.name, stamp(turn.now));
    if (rest) await hold(turn.tx, row.id, rest.until, rest.because);
    else if (afterSeconds === null) await hold(turn.tx, row.id, row.due_at);
    else await hold(turn.tx, row.id, after(turn, afterSeconds), 'rate_limited');
  }

  /** As long as it is of use: a platform that is away too long has made it fail. */
  async function tryAgain(turn: Turn, { row, channel }: Job, delivery: Again): Promise<void> {
    const asked = delivery.outcome === 'retry' ? delivery.afterSeconds : null;
    const again = after(turn, asked || backoff(row.attempts, turn.random));
    if (delivery.outcome === 'retry' && delivery.everywhere)
      rests.take(channel.name, { from: stamp(turn.now), until: again });
    // Told when to come back, however often: that is no try that failed. « In no time » tells nothing.
    if (asked && again < row.expires_at) return hold(turn.tx, row.id, again, delivery.reason);
    if (again < row.expires_at && row.attempts + 1 < MAX_ATTEMPTS)
      return postpone(turn.tx, row.id, again, delivery.reason, delivery.outcome === 'doubtful');
    await finish(turn.tx, row, {
      status: 'failed',
      channel: channel.name,
      platformId: null,
      sentOn: null,
      reason: delivery.reason,
    });
  }

  /** Nothing is lost: everything waits, and one message at a time asks whether it is over. */
  async function halt(turn: Turn, { row, channel }: Job): Promise<void> {
    await hold(turn.tx, row.id, rests.halt(channel.name, turn.now), 'credentials');
    counters.halt(channel.name, true);
    if (await alarm(turn, channel.name))
      log.error('credentials refused', { channel: channel.name, code: 'credentials' });
  }

  /** What is written down decides: it may be of before a restart, or of a turn that was not stored. */
  async function resume(turn: Turn, channel: ChannelName): Promise<void> {
    rests.resume(channel);
    counters.halt(channel, false);
    if (!(await allClear(turn, channel))) return;
    log.info('credentials accepted', { channel, code: 'credentials' });
    await resumeHeld(turn.tx, 'credentials', stamp(turn.now));
  }
}

/** Rounded up to the second that the store keeps: a platform that is asked again too early says no again. */
function after(turn: Turn, seconds: number): string {
  return stamp(turn.now.add({ milliseconds: Math.ceil(seconds * 1000) + 999 }));
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
