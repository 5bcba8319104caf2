import type { Fault } from './chance.ts';

/** A message that really reached its conversation. `mark`: the id that its sender gave it, be it sent twice. */
export type Accepted = {
  id: string;
  conversation: string;
  mark: string | null;
  /** Milliseconds since the platform started. */
  at: number;
  /** How many times it was changed in its place. */
  edits: number;
  body: Record<string, unknown>;
};

/** `GET /_ledger`. */
export type Account = {
  seconds: number;
  calls: Record<string, number>;
  accepted: number;
  /** Distinct messages among those that bear a mark, and what came on top of them. */
  marked: number;
  duplicates: number;
  /** Calls that broke a limit, by the limit's name, and the first of them. */
  violations: Record<string, number>;
  firstViolations: { at: number; limit: string; key: string; wait: number }[];
  faults: Record<string, number>;
  /** Messages taken whose sender was not told. */
  untold: number;
  /** When the first and the last message came, in milliseconds since the start. */
  span: { first: number; last: number } | null;
};

/** What a platform saw. */
export function createLedger() {
  const start = performance.now();
  const calls = new Map<string, number>();
  const faults = new Map<string, number>();
  const violations = new Map<string, number>();
  const firstViolations: Account['firstViolations'] = [];
  const messages = new Map<string, Accepted>();
  let untold = 0;
  let since = 0;
  const now = () => Math.round(performance.now() - start);
  const more = (counts: Map<string, number>, key: string) => void counts.set(key, (counts.get(key) ?? 0) + 1);
  return {
    messages,
    call: (method: string) => more(calls, method),
    fault: (fault: Fault) => more(faults, fault),
    untold() {
      untold += 1;
    },
    violation(limit: string, key: string, wait: number) {
      more(violations, limit);
      if (firstViolations.length < 20) firstViolations.push({ at: now(), limit, key, wait });
    },
    accept(message: Omit<Accepted, 'at' | 'edits'>) {
      messages.set(message.id, { ...message, at: now(), edits: 0 });
    },
    account(): Account {
      const all = [...messages.values()].filter(({ at }) => at >= since);
      const marks = all.flatMap(({ mark }) => mark ?? []);
      const marked = new Set(marks).size;
      const [first] = all;
      return {
        seconds: (now() - since) / 1000,
        calls: Object.fromEntries(calls),
        accepted: all.length,
        marked,
        duplicates: marks.length - marked,
        violations: Object.fromEntries(violations),
        firstViolations,
        faults: Object.fromEntries(faults),
        untold,
        span: first ? { first: first.at, last: all.at(-1)?.at ?? first.at } : null,
      };
    },
    /** Counts from nothing again. What conversations hold stays. */
    reset() {
      for (const counts of [calls, faults, violations]) counts.clear();
      firstViolations.length = 0;
      untold = 0;
      since = now();
    },
  };
}
