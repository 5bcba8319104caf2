/** What one block of one contender measured, for each answer. */
export type Block = {
  /** Microseconds of wall time an answer. */
  time: number;
  /** Microseconds of the server's CPU an answer. */
  cpu: number;
};

export type Duel = {
  ours: Block;
  theirs: Block;
  /** Theirs over ours: above 1, we are faster. The median of the pairs of neighbouring blocks. */
  speed: number;
  /** The same of CPU time. */
  thrift: number;
  pairs: number;
};

type Side = (count: number) => Promise<Block>;

/**
 * Two contenders take turns in short blocks, after both are warm. A noisy machine slows neighbouring blocks alike, so
 * each pair gives a ratio, and the median of the ratios counts. Who begins alternates. After `seconds`, a third of which
 * may be warm-up, it makes do with the pairs it has.
 */
export async function duel(
  ours: Side,
  theirs: Side,
  { pairs, size, warmUp, seconds }: { pairs: number; size: number; warmUp: number; seconds: number },
): Promise<Duel> {
  const start = performance.now();
  const isOver = (share: number) => performance.now() - start > seconds * 1000 * share;
  for (let done = 0; done < warmUp && !isOver(1 / 3); done += size) {
    await ours(size);
    await theirs(size);
  }
  const results: { ours: Block; theirs: Block }[] = [];
  for (let pair = 0; pair < pairs && !(pair > 0 && isOver(1)); pair++) {
    const weBegin = pair % 2 === 0;
    const first = await (weBegin ? ours : theirs)(size);
    const second = await (weBegin ? theirs : ours)(size);
    results.push(weBegin ? { ours: first, theirs: second } : { ours: second, theirs: first });
  }
  const middle = (side: 'ours' | 'theirs') => ({
    time: median(results.map((result) => result[side].time)),
    cpu: median(results.map((result) => result[side].cpu)),
  });
  return {
    ours: middle('ours'),
    theirs: middle('theirs'),
    speed: median(results.map((result) => result.theirs.time / result.ours.time)),
    thrift: median(results.map((result) => result.theirs.cpu / result.ours.cpu)),
    pairs: results.length,
  };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Nearest-rank from below for the ends, the mean of the two middle ones for an even median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}
