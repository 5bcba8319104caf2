/** Upper bounds in seconds. Slack gives 3, Teams 10 to 15. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;
/**
 * Durations that are published together, whatever they answered. One by one, their number and its moments would tell
 * who takes part: a small commune, one survey open, somebody with a phone in hand.
 */
const TOGETHER = 20;

export type Latency = {
  /** A request was answered after so many milliseconds. */
  answered(channel: string, milliseconds: number): void;
  /** For each platform: how many within each bound (the last one: all), and the sum in seconds. */
  read(): { channel: string; buckets: [bound: string, count: number][]; sum: number }[];
};

/** How long people waited between their tap or word and its acknowledgement, of all kinds together. */
export function createLatency(): Latency {
  const told = new Map<string, { counts: number[]; sum: number }>();
  const waiting = new Map<string, number[]>();
  return {
    answered(channel, milliseconds) {
      const of = waiting.get(channel) ?? [];
      waiting.set(channel, of);
      of.push(milliseconds / 1000);
      if (of.length >= TOGETHER) for (const seconds of of.splice(0)) add(channel, seconds);
    },
    read: () =>
      [...told].map(([channel, { counts, sum }]) => ({
        channel,
        buckets: counts.map((count, index) => [String(BOUNDS[index] ?? '+Inf'), count]),
        sum,
      })),
  };

  function add(channel: string, seconds: number): void {
    const of = told.get(channel) ?? { counts: [...BOUNDS, 0].map(() => 0), sum: 0 };
    told.set(channel, of);
    of.sum += seconds;
    of.counts.forEach((count, index) => {
      if (seconds <= (BOUNDS[index] ?? Number.POSITIVE_INFINITY)) of.counts[index] = count + 1;
    });
  }
}
