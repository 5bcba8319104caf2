import type { ChannelName } from '../domain/person.ts';

/** A count for each key that was met; what was never met is not there. */
export type Count<Key extends string> = ReadonlyMap<Key, number>;

/** What sending did since the process started, for `/metrics`: plain numbers by platform, no person, no message. */
export type Counters = {
  /** Attempts by platform and outcome, `delivered` or one of DELIVERY_REASONS. Written by the delivery loop alone. */
  readonly sends: ReadonlyMap<ChannelName, Count<string>>;
  /** Times a platform answered 429, to any call of ours: sends, updates, replies, roster reads. */
  readonly rateLimited: Count<ChannelName>;
  /** Messages in doubt: a try without an answer, or a process that died during it, so that it may have arrived. */
  readonly doubtful: Count<ChannelName>;
  /** Of those: found where they were sent, hence not repeated (Slack), and sent again without knowing. */
  readonly found: Count<ChannelName>;
  readonly repeated: Count<ChannelName>;
  /** Platforms that refuse our credentials at this moment: nothing leaves there, everything waits. */
  readonly halted: ReadonlySet<ChannelName>;
  sent(channel: ChannelName, outcome: string): void;
  limited(channel: ChannelName): void;
  doubted(channel: ChannelName): void;
  settled(channel: ChannelName, how: 'found' | 'repeated'): void;
  halt(channel: ChannelName, on: boolean): void;
};

export function createCounters(): Counters {
  const sends = new Map<ChannelName, Map<string, number>>();
  const rateLimited = new Map<ChannelName, number>();
  const doubtful = new Map<ChannelName, number>();
  const settled = { found: new Map<ChannelName, number>(), repeated: new Map<ChannelName, number>() };
  const halted = new Set<ChannelName>();
  return {
    sends,
    rateLimited,
    doubtful,
    ...settled,
    halted,
    sent(channel, outcome) {
      const of = sends.get(channel) ?? new Map<string, number>();
      sends.set(channel, of);
      add(of, outcome);
    },
    limited: (channel) => add(rateLimited, channel),
    doubted: (channel) => add(doubtful, channel),
    settled: (channel, how) => add(settled[how], channel),
    halt(channel, on) {
      if (on) halted.add(channel);
      else halted.delete(channel);
    },
  };
}

function add<Key extends string>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
