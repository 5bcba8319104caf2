import type { QuestionResult, SurveyRound } from '../../../domain/digest.ts';
import type { FrozenRound } from '../../../domain/frozen.ts';
import { MILESTONE_DAYS, MILESTONES } from '../../../domain/milestone.ts';
import type { PublishedTable } from '../../../domain/publishing.ts';
import {
  isSameQuestion,
  NOT_PICKED,
  PICKED,
  pickTable,
  type Question,
  type SurveyHead,
  type SurveyPurpose,
} from '../../../domain/survey.ts';
import { umuxLite } from '../../../domain/umux.ts';
import { readFrozen } from '../../../engine/closing.ts';
import { definitionOf } from '../../../engine/rounds.ts';
import { text } from '../../../engine/texts.ts';
import { findRound } from '../../../store/round.ts';
import { complete } from './combine.ts';
import { basis, type Review } from './review.ts';

/** A closed round of a survey with the questions it asked, as they were at launch. */
export type ClosedRound = {
  frozen: Extract<FrozenRound, { kind: 'survey' | 'block' }>;
  questions: Question[];
  head: SurveyHead | null;
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
  const { questions, head = null } = definitionOf(row);
  return { frozen, questions, head };
}

/**
 * What the baseline was told about the same questions, for a round that has none before it: « before », when the
 * survey itself was not asked before the launch.
 */
export async function baselineBefore(review: Review, last: ClosedRound): Promise<SurveyRound | null> {
  const { last: baseline } = await roundsFor(review, 'baseline');
  if (!baseline || baseline.frozen.id === last.frozen.id) return null;
  const shared = baseline.questions.filter((question) =>
    last.questions.some((other) => isSameQuestion(question, other)),
  );
  const asked = shared.filter(({ kind }) => kind !== 'text');
  return asked.length > 0 ? surveyRound({ ...baseline, questions: asked }) : null;
}

/** The figures of a round; null when it may show none. */
export function surveyRound({ frozen, questions, head }: ClosedRound): SurveyRound | null {
  const { result } = frozen;
  if (result.hidden) return null;
  const score = head?.score ? umuxLite(questions, result.tables) : null;
  return {
    ...basis(result.invited, result.answered),
    survey: frozen.subject,
    closedOn: frozen.closedOn,
    questions: questions
      .flatMap(countedAs)
      .map((question) => questionResult(question, result.tables[question.id])),
    ...(head ? { source: head.source } : {}),
    ...(head?.caveat ? { caveat: head.caveat } : {}),
    ...(head?.score && score ? { score: { method: head.score, value: score.value, n: score.n } } : {}),
  };
}

/** A question as it is counted: where several choices could be made, a « yes or no » each. */
export function countedAs(question: Question): Pick<QuestionResult, 'id' | 'kind' | 'title' | 'choices'>[] {
  const { id, kind, title, choices } = question;
  if (kind === 'text') return [];
  if (kind !== 'several') return [{ id, kind, title, choices }];
  const answers = [
    { id: PICKED, title: text('survey.picked') },
    { id: NOT_PICKED, title: text('survey.not_picked') },
  ];
  return choices.map((choice) => ({
    id: pickTable(id, choice.id),
    kind: 'choice',
    title: text('survey.pick', { title, choice: choice.title }),
    choices: answers,
  }));
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
