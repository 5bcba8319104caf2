import { createArrivals } from './arrivals.ts';
import { type Charge, createWindows } from './windows.ts';

/** A call that asks to leave. */
export type Call = {
  charges: readonly Charge[];
  /** One call at a time under this name: a conversation, where the platform answers 412 to two at once. */
  alone?: string;
  /** A mailing: people who tap go first. */
  mailing: boolean;
  /** Milliseconds it may wait; what is known to last longer is told at once. */
  patience: number;
  /** Aborted, it stops waiting. */
  signal?: AbortSignal | undefined;
  /** It has had the rest that was asked for. */
  waited?: boolean | undefined;
};

/** The turn of a call has not come in the time it had; no request was made. */
export class NotYet extends Error {
  /** When it may, if that is known. */
  readonly afterSeconds: number | null;

  constructor(afterSeconds: number | null) {
    super('not yet');
    this.name = 'NotYet';
    this.afterSeconds = afterSeconds;
  }
}

/** Lets calls leave when every rule they count against allows; replies to people before mailings. */
export type Gate = {
  /** Resolves when the call may leave, which it must do then; `done` is to be called once it was answered. */
  enter(call: Call): Promise<{ done: () => void }>;
  /** Nothing that counts against `key` leaves for so many seconds. */
  rest(key: string, seconds: number): void;
  /** How many calls against `key` left in the last milliseconds, as far as its rules need to remember. */
  recent(key: string, milliseconds: number): number;
  /** A call was made that turns out to count against these as well. */
  note(charges: readonly Charge[]): void;
};

type Waiting = Call & {
  until: number;
  resolve(pass: { done: () => void }): void;
  reject(error: NotYet): void;
  /** Aborted, it is no longer told: the signal would keep it, and the message with it, as long as it lasts. */
  forget(): void;
};

/** Milliseconds that never go back, and how to be woken: a test has its own. */
export type GateClock = { now(): number; wake(after: number, work: () => void): () => void };

const systemGateClock: GateClock = {
  now: () => performance.now(),
  wake(after, work) {
    const timer = setTimeout(work, after);
    return () => clearTimeout(timer);
  },
};

export function createGate(clock: GateClock = systemGateClock): Gate {
  const windows = createWindows();
  const arrivals = createArrivals(windows);
  const people: Waiting[] = [];
  const mailings: Waiting[] = [];
  const busy = new Set<string>();
  let cancel = () => {};

  return {
    enter(call) {
      return new Promise((resolve, reject) => {
        if (call.signal?.aborted) return reject(new NotYet(null));
        const queue = call.mailing ? mailings : people;
        const abandon = () => leave(queue, waiting, null);
        const forget = () => call.signal?.removeEventListener('abort', abandon);
        const until = clock.now() + call.patience;
        const waiting: Waiting = { ...call, until, resolve, reject, forget };
        queue.push(waiting);
        call.signal?.addEventListener('abort', abandon, { once: true });
        pump();
      });
    },
    rest(key, seconds) {
      windows.rest(key, clock.now() + seconds * 1000);
      pump();
    },
    recent: (key, milliseconds) => windows.since(key, clock.now() - milliseconds),
    note: (charges) => windows.take(charges, clock.now()),
  };

  function leave(queue: Waiting[], waiting: Waiting, afterSeconds: number | null): void {
    const at = queue.indexOf(waiting);
    if (at < 0) return;
    queue.splice(at, 1);
    waiting.forget();
    waiting.reject(new NotYet(afterSeconds));
  }

  /** Lets go whoever may, first come first served, and comes back when the next one might. */
  function pump(): void {
    cancel();
    const now = clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const queue of [people, mailings]) {
      for (const waiting of [...queue]) {
        const free = waiting.alone === undefined || !busy.has(waiting.alone);
        const readyAt = windows.readyAt(waiting.charges, waiting);
        if (free && readyAt <= now) admit(queue, waiting, now);
        else if (readyAt > waiting.until || now >= waiting.until)
          leave(queue, waiting, Math.max(0, readyAt - now) / 1000 || null);
        else next = Math.min(next, free ? readyAt : waiting.until);
      }
    }
    if (next < Number.POSITIVE_INFINITY) cancel = clock.wake(Math.ceil(next - now), pump);
  }

  function admit(queue: Waiting[], waiting: Waiting, now: number): void {
    queue.splice(queue.indexOf(waiting), 1);
    waiting.forget();
    const answered = arrivals.left(waiting.charges, now);
    const { alone } = waiting;
    if (alone !== undefined) busy.add(alone);
    let over = false;
    const done = () => {
      if (over) return;
      over = true;
      answered(clock.now());
      if (alone !== undefined) busy.delete(alone);
      pump();
    };
    waiting.resolve({ done });
  }
}
