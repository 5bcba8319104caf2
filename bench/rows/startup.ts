import { median } from '../blocks.ts';
import { openTown } from '../prepare.ts';
import { SIGNING_SECRET } from '../presses.ts';
import { startServer } from '../process.ts';
import { startProduct } from '../product.ts';
import { makeTown } from '../town.ts';
import type { Row } from './row.ts';

export const startup: Row = {
  id: 'startup',
  what: 'start to ready: a town of 120 people, both platforms',
  against: 'the bare frameworks, Bolt and CloudAdapter on restify, in one process',
  goal: { atMost: 1.5 },
  minutes: 5,
  async measure(size) {
    const rounds = { full: 21, quick: 7, tiny: 1 }[size];
    const town = await makeTown(120, 'slack');
    await (await openTown(town)).close();
    const results: { ours: number; theirs: number }[] = [];
    try {
      // The first of each reads the disk.
      for (let round = -1; round < rounds; round++) {
        const ours = await startProduct(town, { slack: 9, teams: 9 });
        await ours.stop();
        const theirs = await startServer({
          script: 'bench/servers/both.ts',
          args: (port) => [String(port), SIGNING_SECRET],
          ready: '/readyz',
        });
        await theirs.stop();
        if (round >= 0) results.push({ ours: ours.startedIn, theirs: theirs.startedIn });
      }
    } finally {
      await town.remove();
    }
    const of = (side: 'ours' | 'theirs') => median(results.map((result) => result[side])).toFixed(0);
    return {
      ratio: median(results.map(({ ours, theirs }) => ours / theirs)),
      details: [`${of('ours')} ms against ${of('theirs')} ms`, `${rounds} pairs of starts`],
    };
  },
};
