/** At most `count` calls in any `within` milliseconds. */
export type Rule = { count: number; within: number };

/**
 * What holds for all calls, and what mailings keep to besides, so that a person who taps finds room at any moment.
 * `forget`: a line of so few calls need not be remembered for the longest window, only for a silence of `after` ms; the
 * rules must leave room for what is forgotten.
 */
export type Budget = {
  all: readonly Rule[];
  mailing: readonly Rule[];
  forget?: { calls: number; after: number };
};

/** Something that a call counts against: `key` names it (the app, a conversation, a method). */
export type Charge = { key: string; budget: Budget };

/**
 * Sliding windows, exact: whatever the order of calls, no window of a rule, wherever it begins, holds more than its
 * count, by when calls arrive. No clock inside: instants are milliseconds that never go back.
 */
export type Windows = {
  /** The earliest instant at which a call may leave. One that has `waited` has had its rest. */
  readyAt(charges: readonly Charge[], how: { mailing: boolean; waited?: boolean | undefined }): number;
  /** Notes a call that leaves now, and arrives then at the latest. */
  take(charges: readonly Charge[], now: number, arrives?: number): void;
  /** A call that was noted as arriving at `expected` did so at `arrived`, or before. */
  arrived(charges: readonly Charge[], expected: number, arrived: number): void;
  /** Nothing that counts against `key` leaves before `until`. */
  rest(key: string, until: number): void;
  /** Calls against `key` that left at `from` or later. */
  since(key: string, from: number): number;
  /** How many keys are remembered. */
  size(): number;
};

type Line = {
  /** When the latest calls left, as many as the largest rule counts. */
  left: number[];
  /** When they arrived, at the latest; in order. */
  arrived: number[];
  /** Calls since the line began. */
  total: number;
  restUntil: number;
  budget: Budget;
};

/** Milliseconds between two looks for what can be forgotten. */
const SWEEP = 15_000;
const NO_BUDGET: Budget = { all: [], mailing: [] };

export function createWindows(): Windows {
  const lines = new Map<string, Line>();
  let sweptAt = Number.NEGATIVE_INFINITY;

  return {
    readyAt(charges, { mailing, waited }) {
      let at = Number.NEGATIVE_INFINITY;
      for (const { key, budget } of charges) {
        const line = lines.get(key);
        if (!line) continue;
        at = Math.max(at, freeAt(line.arrived, budget.all));
        if (!waited) at = Math.max(at, line.restUntil);
        if (mailing) at = Math.max(at, freeAt(line.left, budget.mailing));
      }
      return at;
    },
    take(charges, now, arrives = now) {
      if (now - sweptAt >= SWEEP) sweep(now);
      for (const { key, budget } of charges) {
        const line = lineOf(key, budget);
        line.left.push(now);
        insert(line.arrived, arrives);
        line.total += 1;
        const most = Math.max(...budget.all.map(({ count }) => count), 1);
        // Now and then, not at each call: a long line is not copied every time.
        if (line.left.length <= 2 * most) continue;
        for (const stamps of [line.left, line.arrived]) stamps.splice(0, stamps.length - most);
      }
    },
    arrived(charges, expected, arrived) {
      for (const { key } of charges) {
        const stamps = lines.get(key)?.arrived ?? [];
        const at = stamps.lastIndexOf(expected);
        if (at < 0) continue;
        stamps.splice(at, 1);
        insert(stamps, arrived);
      }
    },
    rest(key, until) {
      const line = lineOf(key, NO_BUDGET);
      line.restUntil = Math.max(line.restUntil, until);
    },
    since: (key, from) => lines.get(key)?.left.filter((at) => at >= from).length ?? 0,
    size: () => lines.size,
  };

  function lineOf(key: string, budget: Budget): Line {
    const line = lines.get(key) ?? newLine(budget);
    if (budget !== NO_BUDGET) line.budget = budget;
    lines.set(key, line);
    return line;
  }

  function sweep(now: number): void {
    sweptAt = now;
    for (const [key, line] of lines) {
      const last = line.arrived.at(-1) ?? Number.NEGATIVE_INFINITY;
      if (line.restUntil <= now && now - last >= memoryOf(line)) lines.delete(key);
    }
  }
}

function newLine(budget: Budget): Line {
  return { left: [], arrived: [], total: 0, restUntil: Number.NEGATIVE_INFINITY, budget };
}

/** In its place, which is near the end. */
function insert(stamps: number[], stamp: number): void {
  let at = stamps.length;
  while (at > 0 && (stamps[at - 1] ?? 0) > stamp) at -= 1;
  stamps.splice(at, 0, stamp);
}

/** When the call that fills a window leaves it, for the fullest one. */
function freeAt(stamps: readonly number[], rules: readonly Rule[]): number {
  let at = Number.NEGATIVE_INFINITY;
  for (const { count, within } of rules) {
    const filling = stamps[stamps.length - count];
    if (filling !== undefined) at = Math.max(at, filling + within);
  }
  return at;
}

/** Milliseconds of silence after which nothing depends on a line any more. */
function memoryOf({ total, budget: { all, forget } }: Line): number {
  if (forget && total <= forget.calls) return forget.after;
  return Math.max(0, ...all.map(({ within }) => within));
}
