import { type Block, type Duel, duel } from '../blocks.ts';
import { createGun, type Request } from '../load.ts';
import type { Server } from '../process.ts';
import { allShown } from '../shown.ts';
import type { Figure, Size } from './row.ts';

/** Answers under way at once: enough to keep a server busy, few enough that nobody waits. */
const CONNECTIONS = 24;

const PLANS = {
  full: { people: 5000, pairs: 40, size: 600, warmUp: 9000, seconds: 150 },
  quick: { people: 2000, pairs: 12, size: 400, warmUp: 2400, seconds: 60 },
  tiny: { people: 40, pairs: 1, size: 20, warmUp: 20, seconds: 30 },
};

export function planOf(size: Size) {
  return PLANS[size];
}

/**
 * Ours against a bare framework on the same requests, block by block. `shown` tells how many messages the platform was
 * asked to show: a block of ours ends with the last answer to a request; what is still to be shown then is waited for
 * apart, and told.
 */
export async function answerDuel(options: {
  ours: Server;
  theirs: Server;
  requests: (count: number) => Request[];
  shown: () => number;
  size: Size;
}): Promise<Figure> {
  const { ours, theirs, requests, shown } = options;
  const guns = {
    ours: await createGun(ours.port, CONNECTIONS),
    theirs: await createGun(theirs.port, CONNECTIONS),
  };
  const whole: number[] = [];
  try {
    const result = await duel(
      async (count) => {
        const before = shown();
        const { block, start } = await fire(ours, guns.ours, requests(count));
        if (await allShown(shown, before + count)) whole.push(((performance.now() - start) * 1000) / count);
        return block;
      },
      async (count) => (await fire(theirs, guns.theirs, requests(count))).block,
      planOf(options.size),
    );
    return figureOf(result, whole.slice(-result.pairs));
  } finally {
    guns.ours.close();
    guns.theirs.close();
  }
}

async function fire(server: Server, gun: Awaited<ReturnType<typeof createGun>>, requests: Request[]) {
  const cpu = server.cpu();
  const start = performance.now();
  const { time, statuses } = await gun.fire(requests);
  if (statuses.size !== 1 || !statuses.has(200)) throw new Error(`answered ${[...statuses].join(' ')}`);
  const block: Block = {
    time: (time * 1000) / requests.length,
    cpu: ((server.cpu() - cpu) * 1000) / requests.length,
  };
  return { block, start };
}

function figureOf({ ours, theirs, speed, thrift, pairs }: Duel, whole: number[]): Figure {
  const perSecond = (microseconds: number) => Math.round(1e6 / microseconds);
  const sorted = whole.toSorted((a, b) => a - b);
  const shown = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return {
    ratio: speed,
    details: [
      `${perSecond(ours.time)} answers/s against ${perSecond(theirs.time)}`,
      `CPU ${Math.round(ours.cpu)} µs an answer against ${Math.round(theirs.cpu)} (ratio ${thrift.toFixed(2)})`,
      `${perSecond(shown)} answers/s up to the card replaced in the chat, which the bare framework does not do (ratio ${(theirs.time / shown).toFixed(2)})`,
      `${pairs} pairs of blocks`,
    ],
  };
}
