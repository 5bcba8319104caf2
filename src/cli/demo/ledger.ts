import type { Reply } from '../../channels/channel.ts';
import type { Deed, Impossible } from '../../simulation/cast.ts';

export type RefusedLine = { line: number; reason: string };

/** What happened to the answers, and how many messages each person got. */
export type Answers = {
  dispatched: number;
  accepted: number;
  refused: number;
  /** How many were refused with each code. */
  reasons: Record<string, number>;
  /** Those of a file of answers, by line. */
  lines: RefusedLine[];
};
export type Ledger = {
  /** `week`: the Monday of it, when the message counts in the weekly cap; null when its reader had asked for it. */
  message(person: string, week: string | null): void;
  answer(deed: Deed, reply: Reply | null): void;
  impossible(deed: Impossible): void;
  answers(): Answers;
  messages(): number[];
  /** How many weeks of a person had that many messages that count in the cap; a week without one is not listed. */
  weeks(): Record<string, number>;
};

export function createLedger(people: readonly string[]): Ledger {
  const messages = new Map(people.map((id) => [id, 0]));
  const perWeek = new Map<string, number>();
  const reasons = new Map<string, number>();
  const lines: RefusedLine[] = [];
  let dispatched = 0;
  let accepted = 0;
  return {
    message(person, week) {
      messages.set(person, (messages.get(person) ?? 0) + 1);
      if (week === null) return;
      const key = `${week} ${person}`;
      perWeek.set(key, (perWeek.get(key) ?? 0) + 1);
    },
    answer(deed, reply) {
      dispatched++;
      if (reply?.refused) refuse(reply.refused, deed.line);
      else accepted++;
    },
    impossible({ impossible, line }) {
      dispatched++;
      refuse(impossible, line);
    },
    answers: () => ({
      dispatched,
      accepted,
      refused: dispatched - accepted,
      reasons: Object.fromEntries([...reasons].sort(([a], [b]) => (a < b ? -1 : 1))),
      lines: lines.sort((a, b) => a.line - b.line),
    }),
    messages: () => [...messages.values()].sort((a, b) => a - b),
    weeks: () => tally(perWeek.values()),
  };

  function refuse(reason: string, line: number | undefined): void {
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    if (line !== undefined) lines.push({ line, reason });
  }
}

/** How many times each number comes. */
export function tally(numbers: Iterable<number>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const number of numbers) counts[number] = (counts[number] ?? 0) + 1;
  return counts;
}
