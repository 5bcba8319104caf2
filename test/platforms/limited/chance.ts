import { z } from 'zod';

/** What goes wrong before the call has done anything. */
const BEFORE = [
  'throttled',
  'throttled-bare',
  'concurrent',
  'error-500',
  'error-502',
  'error-503',
  'error-504',
  'reset',
  'html',
  'stall',
] as const;
/** What goes wrong once the call has been carried out: its caller cannot know. */
const AFTER = ['error-after', 'reset-after', 'stall-after', 'malformed', 'truncated'] as const;
/** A trouble that says the truth. */
const HARMLESS = ['slow', 'wrong-type'] as const;

const kind = z.enum([...BEFORE, ...AFTER, ...HARMLESS]);
export type Fault = z.infer<typeof kind>;

/** All that can be asked of a platform while it runs, by `POST /_faults`. What is left out stays as it was. */
export const settingsSchema = z.object({
  seed: z.int().optional(),
  /** The probability of each fault, for each call. */
  rates: z.partialRecord(kind, z.number()).optional(),
  /** Faults for the next calls, first in first out, before any chance. */
  script: z.array(kind).optional(),
  /** An error code for every call about a conversation. */
  refusals: z.record(z.string(), z.string()).optional(),
  /** The credentials are refused. */
  revoked: z.boolean().optional(),
  /** Seconds that a stall lasts: longer than anybody waits. */
  stall: z.number().optional(),
  /** Milliseconds that a call takes. */
  latency: z.number().optional(),
  /** Milliseconds that its clock is ahead of this machine's. */
  ahead: z.number().optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

export function isBefore(fault: Fault): boolean {
  return (BEFORE as readonly string[]).includes(fault);
}

/** The call was carried out, and its caller is told otherwise or nothing. */
export function isAfter(fault: Fault): boolean {
  return (AFTER as readonly string[]).includes(fault);
}

/** The same numbers from 0 to 1 for the same seed. Source: « mulberry32 », Tommy Ettinger, public domain. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Decides what goes wrong, by script or by chance. */
export function createChance() {
  const state = {
    rates: new Map<Fault, number>(),
    script: [] as Fault[],
    refusals: new Map<string, string>(),
    revoked: false,
    stall: 20,
    latency: 5,
    ahead: 0,
  };
  let random = dice(1);
  return {
    state,
    random: () => random(),
    set(settings: Settings) {
      if (settings.seed !== undefined) random = dice(settings.seed);
      if (settings.rates) state.rates = new Map(readRates(settings.rates));
      state.script.push(...(settings.script ?? []));
      if (settings.refusals) state.refusals = new Map(Object.entries(settings.refusals));
      state.revoked = settings.revoked ?? state.revoked;
      state.stall = settings.stall ?? state.stall;
      state.latency = settings.latency ?? state.latency;
      state.ahead = settings.ahead ?? state.ahead;
    },
    next(): Fault | null {
      const scripted = state.script.shift();
      if (scripted) return scripted;
      let drawn = random();
      for (const [fault, rate] of state.rates) {
        if (drawn < rate) return fault;
        drawn -= rate;
      }
      return null;
    },
  };
}

function readRates(rates: NonNullable<Settings['rates']>): [Fault, number][] {
  return kind.options.flatMap((fault) => {
    const rate = rates[fault];
    return rate ? [[fault, rate]] : [];
  });
}
