import type { Channel } from '../channels/channel.ts';
import type { ChannelName } from '../domain/person.ts';
import { stamp } from './clock.ts';
import type { Job } from './preparing.ts';
import type { Turn } from './turn.ts';

/**
 * Seconds of sending that are taken at once for a platform: enough that it is never idle while answers are awaited (a
 * third of a second, at times some) or the loop does something else, not so many that a crash leaves many in doubt.
 */
const AHEAD = 2;
/** Where one in doubt is looked for, which takes a second and a half: after a crash all of these are. */
const AHEAD_WHERE_ASKED = 0.5;
const FEWEST = 4;
const MOST = 128;
/** On a channel without limits, which is as quick as the database it writes to. */
const UNLIMITED = 8;
/** Seconds by which those that wait for room on their platform are put together. */
const STEP = 5;

/** How many messages are under way on each platform, and how many there may be. */
export type Roads = {
  /** How many more there may be, on the platforms where that is counted. */
  room(): number;
  /** False: that platform is full. */
  enter(channel: Channel): boolean;
  leave(channel: Channel): void;
  /** When a message comes back that found its platform full, while another had room. */
  later(turn: Turn, job: Job): string;
};

export function createRoads(channels: ReadonlyMap<ChannelName, Channel>): Roads {
  const busy = new Map<ChannelName, number>();
  /** When the last message put off for its platform comes back, epoch ms. */
  const lines = new Map<ChannelName, number>();
  const roomOn = (channel: Channel) => capacityOf(channel) - (busy.get(channel.name) ?? 0);
  // Not one by one: a quarter of what there may be is worth a transaction.
  const roomWorthIt = (channel: Channel) => {
    const room = roomOn(channel);
    return room * 4 >= capacityOf(channel) ? room : 0;
  };
  return {
    room() {
      const all = [...channels.values()];
      // The sandbox has always room: beside a platform, it does not count.
      const limited = all.filter(({ ratePerSecond }) => Number.isFinite(ratePerSecond));
      return Math.max(0, ...(limited.length > 0 ? limited : all).map(roomWorthIt));
    },
    enter(channel) {
      if (roomOn(channel) <= 0) return false;
      busy.set(channel.name, (busy.get(channel.name) ?? 0) + 1);
      return true;
    },
    leave(channel) {
      busy.set(channel.name, (busy.get(channel.name) ?? 0) - 1);
    },
    later(turn, { channel, row }) {
      const now = turn.now.epochMilliseconds;
      // One that has waited its time does not go to the end of the line again.
      const known = row.reason === 'rate_limited' ? now : Math.max(now, lines.get(channel.name) ?? 0);
      const next = known + 1000 / channel.ratePerSecond;
      if (row.reason !== 'rate_limited') lines.set(channel.name, next);
      const step = STEP * 1000;
      return stamp(turn.now.add({ milliseconds: Math.ceil((next - now) / step) * step }));
    },
  };
}

function capacityOf({ ratePerSecond, find }: Channel): number {
  if (ratePerSecond === Number.POSITIVE_INFINITY) return UNLIMITED;
  const ahead = find ? AHEAD_WHERE_ASKED : AHEAD;
  return Math.min(MOST, Math.max(FEWEST, Math.ceil(ratePerSecond * ahead)));
}
