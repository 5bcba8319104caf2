import type { QuestionResult, Sections, SurveyResult } from '../../../domain/digest.ts';
import { type SurveyPurpose, tableIds } from '../../../domain/survey.ts';
import { text } from '../../../engine/texts.ts';
import { combine } from './combine.ts';
import { departmentName } from './department.ts';
import { basis, hiddenBecause, type Review } from './review.ts';
import { baselineBefore, type ClosedRound, questionResult, roundsFor, surveyRound } from './survey-round.ts';

/** The results of the surveys of one purpose: satisfaction, baseline or mood. */
export async function surveyResult(
  review: Review,
  purpose: SurveyPurpose,
): Promise<Sections['satisfaction' | 'baseline' | 'mood']> {
  const { last, before } = await roundsFor(review, purpose);
  const round = last && surveyRound(last);
  if (!last || !round) return hiddenBecause(review, [last?.frozen.result]);
  return {
    ...round,
    verbatims: verbatims(last),
    byDepartment: byDepartment(last),
    before: before ? surveyRound(before) : await baselineBefore(review, last),
  };
}

function verbatims({ frozen, questions }: ClosedRound): Record<string, string[] | null> {
  const texts = questions.filter(({ kind }) => kind === 'text');
  return Object.fromEntries(texts.map(({ id, title }) => [title, frozen.texts[id] ?? null]));
}

function byDepartment({ frozen: { result }, questions }: ClosedRound): SurveyResult['byDepartment'] {
  const rows: SurveyResult['byDepartment'] = [];
  if (result.hidden) return rows;
  for (const question of questions.flatMap(tableIds)) {
    for (const { department: code, ...table } of result.byDepartment[question] ?? []) {
      const head = { department: departmentName(code), question };
      if ('nearlyAll' in table) rows.push({ ...head, nearlyAll: table.nearlyAll });
      else if ('counts' in table) rows.push({ ...head, n: table.n, distribution: table.counts });
    }
  }
  return rows;
}

/** By convention the questions about what weighs on people have ids that start so. */
const IRRITANT = /^irritant/;

/** What weighs on people, from the baseline: one table of all they cited, and their words where they may be shown. */
export async function irritants(review: Review): Promise<Sections['irritants']> {
  const { last } = await roundsFor(review, 'baseline');
  const result = last?.frozen.result;
  const questions = last?.questions.filter(({ id }) => IRRITANT.test(id)) ?? [];
  if (!last || !result || result.hidden || questions.length === 0) return hiddenBecause(review, [result]);
  const asked = questions.filter(({ kind }) => kind !== 'text');
  const combined = combine(asked.map(({ id }) => ({ of: id, table: result.tables[id] })));
  const choices = new Map(asked.flatMap((question) => question.choices.map((choice) => [choice.id, choice])));
  const head = { id: 'irritants', title: text('digest.irritants'), choices: [...choices.values()] };
  const kinds: QuestionResult | null =
    combined && questionResult({ ...head, kind: 'choice' }, combined.table);
  const texts = questions.flatMap(({ id }) => last.frozen.texts[id] ?? []);
  if (!kinds && texts.length === 0) return hiddenBecause(review, [result]);
  return { ...basis(result.invited, result.answered), kinds, texts: texts.length > 0 ? texts : null };
}
