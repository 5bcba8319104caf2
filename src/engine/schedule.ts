import { createTask } from 'node-cron';
import { Temporal } from 'temporal-polyfill';
import { errorName, type Log } from '../log.ts';
import { claimOccurrence, doneOccurrences, listOccurrences, unclaimOccurrence } from '../store/occurrence.ts';
import { stamp } from './clock.ts';
import { closings } from './closing.ts';
import { type Instrument, NOT_YET, type Occurrence } from './instrument.ts';
import type { Turn } from './turn.ts';

/** Runs `work` in one transaction, at its own « now ». */
export type InTurn = <T>(work: (turn: Turn) => Promise<T>) => Promise<T>;

/** What is due and not done, the earliest first; and when the next thing falls due. */
async function pending(turn: Turn, instruments: readonly Instrument[]): Promise<Occurrence[]> {
  const done = await doneOccurrences(turn.tx);
  const all = await closings(turn);
  for (const wave of turn.programme.waves) {
    for (const instrument of instruments) {
      if (instrument.occurrences) all.push(...(await instrument.occurrences(turn, wave)));
    }
  }
  return all
    .filter((occurrence) => !done.has(occurrence.key))
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

/**
 * Does everything that is due, each thing once and in its order; resolves with how many things were done. What is
 * due is computed from dates and from what was done, so a restart, two ticks at once or a week of downtime neither
 * repeat nor lose anything. One that fails is tried again at the next tick, and does not hold up the others.
 */
export async function tick(inTurn: InTurn, instruments: readonly Instrument[], log: Log): Promise<number> {
  const due = await inTurn(async (turn) =>
    (await pending(turn, instruments)).filter((item) => Temporal.Instant.compare(item.at, turn.now) <= 0),
  );
  let done = 0;
  for (const occurrence of due) {
    try {
      if (await inTurn((turn) => perform(turn, occurrence))) done += 1;
    } catch (error) {
      log.error('occurrence failed', { code: occurrence.key.split('/')[0] ?? '', error: errorName(error) });
    }
  }
  return done;
}

/** False when it was not done: somebody else was first, or its moment has not come yet. */
async function perform(turn: Turn, occurrence: Occurrence): Promise<boolean> {
  const late = occurrence.until && Temporal.Instant.compare(turn.now, occurrence.until) >= 0;
  const claimed = await claimOccurrence(turn.tx, {
    key: occurrence.key,
    at: stamp(occurrence.at),
    done_at: stamp(turn.now),
    outcome: late ? 'too_late' : 'done',
  });
  if (!claimed || late) return claimed;
  if ((await occurrence.run(turn)) !== NOT_YET) return true;
  await unclaimOccurrence(turn.tx, occurrence.key);
  return false;
}

/** When the next thing falls due after now, and what it is; null when the programme is over. */
export async function nextOccurrence(turn: Turn, instruments: readonly Instrument[]) {
  const ahead = (await pending(turn, instruments)).find(
    (item) => Temporal.Instant.compare(item.at, turn.now) > 0,
  );
  return ahead ? { key: ahead.key, at: ahead.at } : null;
}

/** Something of the programme by date; `outcome`: `done` or `too_late`, null while it is to come. */
export type AgendaItem = {
  key: string;
  at: Temporal.Instant;
  until: Temporal.Instant | null;
  outcome: string | null;
};

/** All that was done and all that is to come, in no order. */
export async function agendaOf(turn: Turn, instruments: readonly Instrument[]): Promise<AgendaItem[]> {
  const done = await listOccurrences(turn.tx);
  const ahead = await pending(turn, instruments);
  return [
    ...done.map(({ key, at, outcome }) => ({ key, at: Temporal.Instant.from(at), until: null, outcome })),
    ...ahead.map(({ key, at, until = null }) => ({ key, at, until, outcome: null })),
  ];
}

/** Wakes the engine. It never decides anything: what is due is in the database. */
export type Wakeup = {
  /** Now, unless the engine is already at work. */
  wake(): void;
  stop(): Promise<void>;
};

export function everyMinute(work: () => Promise<void>): Wakeup {
  const task = createTask('* * * * *', work, { noOverlap: true, suppressMissedWarning: true });
  task.start();
  return {
    wake: () => void work(),
    async stop() {
      await task.destroy();
    },
  };
}
