import type { QuestionResult, SurveyRound } from '../../../domain/digest.ts';
import type { FrozenRound } from '../../../domain/frozen.ts';
import { MILESTONE_DAYS, MILESTONES } from '../../../domain/milestone.ts';
import type { PublishedTable } from '../../../domain/publishing.ts';
import type { Question, SurveyPurpose } from '../../../domain/survey.ts';
import { readFrozen } from '../../../engine/closing.ts';
import { definitionOf } from '../../../engine/rounds.ts';
import { findRound } from '../../../store/round.ts';
import { complete } from './combine.ts';
import { basis, type Review } from './review.ts';

/** A closed round of a survey with the questions it asked, as they were at launch. */
export type ClosedRound = {
  frozen: Extract<FrozenRound, { kind: 'survey' | 'block' }>;
  questions: Question[];
};

/**
 * The last closed round of a purpose that belongs to a milestone: closed since the milestone before, or ever for the
 * baseline; with the round before it, if any.
 */
export async function roundsFor(
  review: Review,
  purpose: SurveyPurpose,
): Promise<{ last: ClosedRound | null; before: ClosedRound | null }> {
  const previous = MILESTONES[MILESTONES.indexOf(review.milestone) - 1];
  const since = purpose === 'baseline' || !previous ? Number.NEGATIVE_INFINITY : MILESTONE_DAYS[previous];
  for (const survey of review.turn.programme.surveys.filter((candidate) => candidate.purpose === purpose)) {
    const closed: { closes: number; round: ClosedRound }[] = [];
    for (const [index, { closes }] of survey.rounds.entries()) {
      const round = await closedRound(review, `survey/${review.wave.id}/${survey.id}/${index + 1}`);
      if (round) closed.push({ closes, round });
    }
    const last = closed.at(-1);
    if (last && last.closes > since) return { last: last.round, before: closed.at(-2)?.round ?? null };
  }
  return { last: null, before: null };
}

async function closedRound({ turn }: Review, id: string): Promise<ClosedRound | null> {
  const row = await findRound(turn.tx, id);
  const frozen = row ? await readFrozen(turn, id) : null;
  if (!row || frozen?.kind !== 'survey') return null;
  return { frozen, questions: definitionOf(row).questions };
}

/** The figures of a round; null when it may show none. */
export function surveyRound({ frozen, questions }: ClosedRound): SurveyRound | null {
  const { result } = frozen;
  if (result.hidden) return null;
  return {
    ...basis(result.invited, result.answered),
    survey: frozen.subject,
    closedOn: frozen.closedOn,
    questions: questions.flatMap(({ id, kind, title, choices }) =>
      kind === 'text' ? [] : [questionResult({ id, kind, title, choices }, result.tables[id])],
    ),
  };
}

export function questionResult(
  question: Pick<QuestionResult, 'id' | 'kind' | 'title' | 'choices'>,
  table: PublishedTable | undefined,
): QuestionResult {
  if (!table) return { ...question, hidden: true, reason: 'below_threshold' };
  if (!('counts' in table)) return { ...question, ...table };
  const ids = question.choices.map(({ id }) => id);
  return { ...question, n: table.n, distribution: complete(ids, table.counts) };
}
