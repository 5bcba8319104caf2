import type { Temporal } from 'temporal-polyfill';
import type { DeliveryReason } from '../channels/channel.ts';
import type { ChannelName } from '../domain/person.ts';
import { stamp } from './clock.ts';

/** Until when a platform is left alone, an ISO instant, and why. */
export type Rest = { until: string; because: DeliveryReason };

/** Platforms as a whole: those that asked for a rest, and those that refuse our credentials. */
export type Rests = {
  /** The rest of a platform, if it has one now. */
  of(channel: ChannelName, now: string): Rest | null;
  /** It was asked for, by a 429 that is everybody's. */
  take(channel: ChannelName, rest: { from: string; until: string }): void;
  /** Credentials were refused: everything waits until the instant told. */
  halt(channel: ChannelName, now: Temporal.Instant): string;
  /** One message leaves, to see whether it is over; the others wait for it. Nothing, for a platform that works. */
  probe(channel: ChannelName, now: Temporal.Instant): void;
  /** A message was taken. */
  resume(channel: ChannelName): void;
};

/** Seconds between two tries of refused credentials: at first, and at most. */
const FIRST = 30;
const LONGEST = 900;
/** Seconds that a try may take. */
const TRY = 60;

export function createRests(): Rests {
  /** With the moment each began: before it, the clock has been set back, and the rest would last far too long. */
  const rests = new Map<ChannelName, Rest & { from: string }>();
  /** Tries refused in a row, of the platforms that refuse. */
  const refusals = new Map<ChannelName, number>();
  const probing = new Set<ChannelName>();
  const rest = (channel: ChannelName, now: Temporal.Instant, seconds: number) => {
    const until = stamp(now.add({ seconds }));
    rests.set(channel, { from: stamp(now), until, because: 'credentials' });
    return until;
  };
  const of = (channel: ChannelName, now: string) => {
    const known = rests.get(channel);
    return known && known.from <= now && known.until > now ? known : null;
  };
  return {
    of,
    take(channel, rest) {
      if (!refusals.has(channel)) rests.set(channel, { ...rest, because: 'rate_limited' });
    },
    halt(channel, now) {
      const before = refusals.get(channel) ?? 0;
      const known = of(channel, stamp(now));
      const isTry = probing.delete(channel) || before === 0;
      // Others that left with the first say the same: it is one refusal.
      if (!isTry && known) return known.until;
      refusals.set(channel, before + 1);
      return rest(channel, now, Math.min(LONGEST, FIRST * 2 ** before));
    },
    probe(channel, now) {
      if (!refusals.has(channel)) return;
      probing.add(channel);
      rest(channel, now, TRY);
    },
    resume(channel) {
      if (!refusals.delete(channel)) return;
      probing.delete(channel);
      rests.delete(channel);
    },
  };
}
