import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../blocks.ts';
import { weeklyCards } from '../cards.ts';
import { createGun, type Gun, type Request } from '../load.ts';
import { startSlack } from '../platforms/slack.ts';
import { startTeams } from '../platforms/teams.ts';
import { openTown } from '../prepare.ts';
import { createPresses } from '../presses.ts';
import type { Server } from '../process.ts';
import { startProduct } from '../product.ts';
import { progress } from '../progress.ts';
import { createSubmits } from '../submits.ts';
import { makeTown } from '../town.ts';
import type { Row } from './row.ts';

/** Answers between two looks at the memory; every second lot comes through Teams. */
const LOT = 1000;
/** Cards that may still wait to be shown when the next lot comes: what they keep in memory is no growth. */
const WAITING = 2000;

export const memory: Row = {
  id: 'memory',
  what: 'resident memory with 100,000 people after 1,000,000 answers (half through Slack, half through Teams)',
  against: 'after the first 50,000',
  goal: { atMost: 1.2 },
  minutes: 30,
  async measure(size) {
    const plan = {
      full: { people: 100_000, first: 50_000, all: 1_000_000, minutes: 14 },
      quick: { people: 10_000, first: 5000, all: 30_000, minutes: 2 },
      tiny: { people: 60, first: 20, all: 40, minutes: 1 },
    }[size];
    const town = await makeTown(plan.people, 'both');
    const [slack, teams] = await Promise.all([startSlack(), startTeams()]);
    const prepared = await openTown(town, { teamsUrl: teams.url });
    await prepared.firstCards();
    await prepared.close();
    const cards = weeklyCards(town);
    const file = join(dirname(town.database), 'heap');
    const ours = await startProduct(town, { slack: slack.port, teams: teams.port }, { MEMORY_FILE: file }, [
      '--expose-gc',
      '--import',
      join(import.meta.dirname, '../servers/memory-probe.ts'),
    ]);
    const gun = await createGun(ours.port, 24);
    const of = (channel: string) => cards.filter(({ person }) => person.channel === channel);
    try {
      const turns = [createPresses(of('slack'), slack.port), createSubmits(of('teams'), teams.url)];
      const shown = () => slack.shown() + teams.shown();
      progress(`${cards.length} people have a card`);
      const { looks, heaps } = await climb({ ...plan, ours, gun, turns, shown, file });
      return figureOf(plan, looks, heaps);
    } finally {
      gun.close();
      await ours.stop();
      await Promise.all([slack.close(), teams.close()]);
      await town.remove();
    }
  },
};

type Look = { answers: number; memory: number };

/** Answers lot by lot until all are given or the time is over, looking at the memory on the way. */
async function climb(options: {
  first: number;
  all: number;
  minutes: number;
  ours: Server;
  gun: Gun;
  turns: ((count: number) => Request[])[];
  shown: () => number;
  file: string;
}): Promise<{ looks: Look[]; heaps: number[] }> {
  const { first, all, ours, gun, turns, shown, file } = options;
  const looks: Look[] = [];
  const heaps: number[] = [];
  const start = performance.now();
  const end = start + options.minutes * 60_000;
  let answers = 0;
  for (let lot = 0; answers < all && (performance.now() < end || answers <= first); lot++) {
    const requests = turns[lot % turns.length]?.(Math.min(LOT, first, all - answers)) ?? [];
    const { statuses } = await gun.fire(requests);
    if (statuses.size !== 1 || !statuses.has(200)) throw new Error(`answered ${[...statuses].join(' ')}`);
    answers += requests.length;
    await caughtUp(shown, answers - WAITING);
    looks.push({ answers, memory: ours.memory() });
    if (answers === first) heaps.push(await heapOf(ours, file));
    if (answers % first === 0)
      progress(
        `${answers} answers, ${Math.round((performance.now() - start) / 1000)} s, ${ours.memory().toFixed(0)} MB`,
      );
  }
  await caughtUp(shown, answers);
  heaps.push(await heapOf(ours, file));
  return { looks, heaps };
}

/** Waits until so many cards were shown, or no more come: platforms allow so many changes. */
async function caughtUp(shown: () => number, wanted: number): Promise<void> {
  const patience = performance.now() + 5000;
  while (shown() < wanted && performance.now() < patience) await sleep(2);
}

/** Megabytes of heap in use once garbage is collected. */
async function heapOf(server: Server, file: string): Promise<number> {
  await rm(file, { force: true });
  process.kill(server.pid, 'SIGUSR2');
  for (let time = 0; time < 600; time++) {
    await sleep(50);
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text) return Number(text);
  }
  throw new Error('the heap was not told');
}

function figureOf(
  { people, first, all }: { people: number; first: number; all: number },
  looks: Look[],
  heaps: number[],
) {
  const given = looks.at(-1)?.answers ?? 0;
  // Between two collections memory goes up and down: the median of the looks around each moment.
  const around = (from: number, to: number) =>
    median(looks.filter(({ answers }) => answers > from && answers <= to).map(({ memory: used }) => used));
  const early = around(first * 0.8, first);
  const late = around(given - first * 0.2, given);
  const highest = Math.max(...looks.map(({ memory: used }) => used));
  const [heapEarly = Number.NaN, heapLate = Number.NaN] = heaps;
  return {
    ratio: late / early,
    details: [
      `${people} people: ${early.toFixed(0)} MB after ${first} answers, ${late.toFixed(0)} MB after ${given} (at most ${highest.toFixed(0)} MB)`,
      `heap in use after a collection: ${heapEarly.toFixed(0)} MB, then ${heapLate.toFixed(0)} MB`,
      ...(given < all ? [`this machine gave ${given} answers in the time of this row, not ${all}`] : []),
    ],
  };
}
