import { nextDue } from '../store/outbox.ts';
import type { InTurn } from './schedule.ts';

/** Milliseconds within which the scheduler's own tick comes. */
const TICK = 60_000;
/** Milliseconds between two wakings at least. */
const LEAST = 250;

/** A try in three seconds does not wait for the next minute. `wake`: starts a pass of the engine. */
export function createWaker({ inTurn, wake }: { inTurn: InTurn; wake: () => void }) {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const wakeIn = (milliseconds: number) => {
    if (timer) clearTimeout(timer);
    if (!stopped) timer = setTimeout(wake, milliseconds).unref();
  };
  return {
    wakeIn,
    /** When the next message is due. */
    async wakeInTime(): Promise<void> {
      const wait = await inTurn(async (turn) => {
        const due = await nextDue(turn.tx);
        return due === null ? null : Date.parse(due) - turn.now.epochMilliseconds;
      });
      if (wait !== null && wait <= TICK) wakeIn(Math.max(wait, LEAST));
    },
    stop(): void {
      stopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}
