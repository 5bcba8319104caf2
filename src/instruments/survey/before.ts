import { Temporal } from 'temporal-polyfill';
import { isSameQuestion } from '../../domain/survey.ts';
import { readFrozen } from '../../engine/closing.ts';
import { frenchDay } from '../../engine/dates.ts';
import { definitionOf } from '../../engine/rounds.ts';
import type { Turn } from '../../engine/turn.ts';
import { listRounds, type RoundRow } from '../../store/round.ts';
import { audienceOf } from './theirs.ts';

/** What was answered to a question the last time it was asked before, and when that closed, in French. */
export type Earlier = {
  question: string;
  closed: string;
  table: { n: number; counts: Record<string, number> };
};

/**
 * For each question of a round, the last time the same people's service or wave was asked it before, in this survey
 * or another. Only what was published then is read; a table without counts compares with nothing.
 */
export async function beforeOf(turn: Turn, round: RoundRow): Promise<Earlier[]> {
  const asked = definitionOf(round).questions.filter(({ kind }) => kind !== 'text');
  const found = new Map<string, Earlier>();
  const rounds = await listRounds(turn.tx, { kind: 'survey', wave: round.wave, status: 'closed' });
  for (const candidate of rounds) {
    if (candidate.opened_at >= round.opened_at || targetOf(candidate) !== targetOf(round)) continue;
    const frozen = await readFrozen(turn, candidate.id);
    if (frozen?.kind !== 'survey' || frozen.result.hidden) continue;
    for (const other of definitionOf(candidate).questions) {
      const question = asked.find((one) => isSameQuestion(one, other));
      const table = frozen.result.tables[other.id];
      if (!question || !table || !('counts' in table)) continue;
      const closed = frenchDay(Temporal.PlainDate.from(frozen.closedOn));
      found.set(question.id, { question: question.id, closed, table });
    }
  }
  return [...found.values()];
}

function targetOf(round: RoundRow): string {
  return JSON.stringify(
    audienceOf(round)
      .filter((department) => department !== '*')
      .sort(),
  );
}
