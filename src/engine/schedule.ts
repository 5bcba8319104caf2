import { createTask } from 'node-cron';
import { Temporal } from 'temporal-polyfill';
import { hasEnded, isPaused, type WaveDefinition } from '../domain/wave.ts';
import { errorName, type Log } from '../log.ts';
import { claimOccurrence, doneOccurrences, listOccurrences, unclaimOccurrence } from '../store/occurrence.ts';
import { stamp } from './clock.ts';
import { closings } from './closing.ts';
import { type Instrument, NOT_YET, type Occurrence } from './instrument.ts';
import type { Turn } from './turn.ts';

/** Runs `work` in one transaction, at its own « now »; `together` with others that name nobody, in one commit. */
export type InTurn = <T>(work: (turn: Turn) => Promise<T>, how?: 'together') => Promise<T>;

/** `wave`: the id of the wave it is of; null: of none. */
type Due = Occurrence & { wave: string | null };

/** What is not done, of all waves or of some, the earliest first. */
async function pending(
  turn: Turn,
  instruments: readonly Instrument[],
  waves: readonly WaveDefinition[] = turn.programme.waves,
): Promise<Due[]> {
  const done = await doneOccurrences(turn.tx);
  const all: Due[] = (await closings(turn)).map((closing) => ({ ...closing, wave: null }));
  for (const wave of waves) {
    for (const instrument of instruments) {
      const own = (await instrument.occurrences?.(turn, wave)) ?? [];
      all.push(...own.filter((item) => isStill(item, wave)).map((item) => ({ ...item, wave: wave.id })));
    }
  }
  return all
    .filter((occurrence) => !done.has(occurrence.key))
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

/** Of a wave that has ended, only what is due even then. */
function isStill({ evenIf }: Occurrence, wave: WaveDefinition): boolean {
  return evenIf === 'ended' || !hasEnded(wave);
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

/** False when it was not done: somebody else was first, its moment has not come yet, or its wave has just ended. */
async function perform(turn: Turn, occurrence: Due): Promise<boolean> {
  const wave = turn.programme.waves.find(({ id }) => id === occurrence.wave);
  if (wave && !isStill(occurrence, wave)) return false;
  const late = occurrence.until && Temporal.Instant.compare(turn.now, occurrence.until) >= 0;
  const skipped = late ? 'too_late' : wave && isPaused(wave) && !occurrence.evenIf ? 'wave_paused' : null;
  const claimed = await claimOccurrence(turn.tx, {
    key: occurrence.key,
    at: stamp(occurrence.at),
    done_at: stamp(turn.now),
    outcome: skipped ?? 'done',
  });
  if (!claimed || skipped) return claimed;
  if ((await occurrence.run(turn)) !== NOT_YET) return true;
  await unclaimOccurrence(turn.tx, occurrence.key);
  return false;
}

/**
 * When the next thing falls due after now, and what it is; null when there is nothing. Of `wave` alone when it is
 * given, and then without closings: nobody is told of them.
 */
export async function nextOccurrence(turn: Turn, instruments: readonly Instrument[], wave?: WaveDefinition) {
  const all = await pending(turn, instruments, wave && [wave]);
  const ahead = all.find(
    (item) =>
      Temporal.Instant.compare(item.at, turn.now) > 0 && (wave === undefined || item.wave === wave.id),
  );
  return ahead ? { key: ahead.key, at: ahead.at } : null;
}

/** Something of the programme by date; `outcome`: `done`, `too_late` or `wave_paused`, null while it is to come. */
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

/** The library's own lines would stand between those of the log, in colour: a pass of some minutes is nothing to tell. */
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

export function everyMinute(work: () => Promise<void>): Wakeup {
  const task = createTask('* * * * *', work, {
    noOverlap: true,
    suppressMissedWarning: true,
    logger: quiet,
  });
  task.start();
  return {
    wake: () => void work(),
    async stop() {
      await task.destroy();
    },
  };
}
