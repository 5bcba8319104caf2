import type { GateClock } from '../../../src/channels/limits/gate.ts';

/** A clock that goes where it is told, and wakes whoever asked on the way. */
export function fakeClock() {
  let now = 0;
  const alarms = new Set<{ at: number; work: () => void }>();
  const clock: GateClock = {
    now: () => now,
    wake(after, work) {
      const alarm = { at: now + after, work };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
  };
  return {
    clock,
    to(instant: number) {
      for (;;) {
        const [first] = [...alarms].filter(({ at }) => at <= instant).sort((a, b) => a.at - b.at);
        if (!first) break;
        alarms.delete(first);
        now = Math.max(now, first.at);
        first.work();
      }
      now = Math.max(now, instant);
    },
  };
}

const TURNS = 5;

/** Lets whatever was resolved be heard. */
export async function listen(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
}
