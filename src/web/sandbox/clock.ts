import { setTimeout as sleep } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../engine/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import { waitingForPlatform } from '../../store/outbox.ts';
import { getSetting, SANDBOX_CLOCK, setSetting } from '../../store/setting.ts';
import type { Store } from '../../store/store.ts';

/** How often a send that a platform told to wait is looked at, in milliseconds of real time. */
const POLL = 200;

/** A clock that stands still until somebody travels. It is kept in the database, so a restart changes nothing. */
export type TravelClock = Clock & {
  set(instant: Temporal.Instant): Promise<void>;
  reset(): Promise<void>;
};

export async function createTravelClock(store: Store, start: Temporal.Instant): Promise<TravelClock> {
  const kept = await store.transaction((tx) => getSetting(tx, SANDBOX_CLOCK));
  let now = kept ? Temporal.Instant.from(kept) : start;
  const set = async (instant: Temporal.Instant) => {
    now = instant;
    await store.transaction((tx) => setSetting(tx, SANDBOX_CLOCK, instant.toString()));
  };
  return { now: () => now, set, reset: () => set(start) };
}

/**
 * Plays everything due until `target`, in order, each thing at its own time. A send that a platform told to wait is
 * waited for in real time until `deadline` (epoch ms). Resolves with how many messages still wait.
 */
export async function travel(options: {
  engine: Engine;
  store: Store;
  clock: TravelClock;
  target: Temporal.Instant;
  deadline: number;
  /** Called after each stop: simulated colleagues act here. */
  afterStop?: () => Promise<void>;
}): Promise<number> {
  const { engine, store, clock, target, deadline, afterStop } = options;
  await engine.settle();
  // Twice: a programme folder that has changed is taken at the second look, before anything of the journey is done.
  await engine.settle();
  await afterStop?.();
  for (;;) {
    const event = await engine.nextEvent();
    if (!event || Temporal.Instant.compare(event.at, target) > 0) break;
    await clock.set(Temporal.Instant.compare(event.at, clock.now()) > 0 ? event.at : clock.now());
    // Stopped on the way: the journey ends where it is.
    if (!(await engine.settle())) return store.transaction((tx) => waitingForPlatform(tx));
    await waitForPlatforms(options);
    await afterStop?.();
    if (Date.now() > deadline) break;
  }
  if (Temporal.Instant.compare(target, clock.now()) > 0) await clock.set(target);
  await engine.settle();
  return waitForPlatforms(options);
}

/** Real time passes on the sandbox's clock while a platform makes us wait. */
async function waitForPlatforms({
  engine,
  store,
  clock,
  deadline,
}: Parameters<typeof travel>[0]): Promise<number> {
  for (;;) {
    const waiting = await store.transaction((tx) => waitingForPlatform(tx));
    if (waiting === 0 || Date.now() > deadline) return waiting;
    await sleep(POLL);
    await clock.set(clock.now().add({ milliseconds: POLL }));
    await engine.settle();
  }
}
