import { definitionOf } from '../../engine/rounds.ts';
import type { Turn } from '../../engine/turn.ts';
import type { RoundRow } from '../../store/round.ts';

/** A round that is not of another instrument: what a Café was worth is asked the same way, and is not ours. */
export function isOurs(round: Pick<RoundRow, 'id' | 'kind'>): boolean {
  return round.kind === 'survey' && /^(survey|sondage)\//.test(round.id);
}

/** What a round is called: by itself from its launch on, whatever becomes of its file. */
export function titleOf(turn: Turn, round: RoundRow): string {
  const survey = turn.programme.surveys.find(({ id }) => id === round.subject);
  return definitionOf(round).head?.title ?? survey?.title ?? round.subject;
}
