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
  message(person: string): void;
  answer(deed: Deed, reply: Reply | null): void;
  impossible(deed: Impossible): void;
  answers(): Answers;
  messages(): number[];
};

export function createLedger(people: readonly string[]): Ledger {
  const messages = new Map(people.map((id) => [id, 0]));
  const reasons = new Map<string, number>();
  const lines: RefusedLine[] = [];
  let dispatched = 0;
  let accepted = 0;
  return {
    message: (person) => messages.set(person, (messages.get(person) ?? 0) + 1),
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
  };

  function refuse(reason: string, line: number | undefined): void {
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    if (line !== undefined) lines.push({ line, reason });
  }
}
