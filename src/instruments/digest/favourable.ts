import type { QuestionResult, Sections, SurveyResult } from '../../domain/digest.ts';

/**
 * `part` of `n` answers, from `invited` people. `step`: the part is published rounded down to a multiple of it, so
 * that up to `step - 1` more may lie behind it.
 */
export type Share = { part: number; n: number; invited: number; step?: number };

/** The answers at the two best points of a scale; null for another question, or one without counts. */
export function favourable(question: QuestionResult, invited: number): Share | null {
  if (question.kind !== 'scale' || !('distribution' in question)) return null;
  const { distribution } = question;
  const best = question.choices.slice(-2).map(({ id }) => distribution[id] ?? 0);
  return { part: best.reduce((sum, count) => sum + count, 0), n: question.n, invited };
}

/** The same question a round before. */
export function favourableBefore({ before }: SurveyResult, questionId: string): Share | null {
  const question = before?.questions.find(({ id }) => id === questionId);
  return before && question ? favourable(question, before.invited) : null;
}

/** What is thought of the tool: the first scale of the satisfaction survey that can be shown. */
export function opinionOfTool(satisfaction: Sections['satisfaction']): Share | null {
  if ('hidden' in satisfaction) return null;
  const [share] = satisfaction.questions.flatMap(
    (question) => favourable(question, satisfaction.invited) ?? [],
  );
  return share ?? null;
}
