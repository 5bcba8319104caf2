import type { AdoptionBlock, QuestionResult, SurveyResult } from '../../../domain/digest.ts';

export type Trend = 'up' | 'down' | 'flat';

/** `part` of `n` answers, from `invited` people. */
export type Share = { part: number; n: number; invited: number };

/** A change in points under which nothing moved, and from which something did. */
const STILL = 0.05;
const MOVED = 0.1;
/** Fewer people than this are chance. */
const PEOPLE = 5;

/**
 * A word only where the figures allow it: enough people, and the same direction over the answers and over the
 * invited. Null: no clear trend.
 */
export function trend(before: Share, after: Share): Trend | null {
  const ofAnswers = after.part / after.n - before.part / before.n;
  const ofInvited = after.part / after.invited - before.part / before.invited;
  const people = after.part - before.part;
  const least = Math.min(ofAnswers, ofInvited);
  const most = Math.max(ofAnswers, ofInvited);
  if (least >= MOVED && people >= PEOPLE) return 'up';
  if (most <= -MOVED && people <= -PEOPLE) return 'down';
  return least > -STILL && most < STILL ? 'flat' : null;
}

/** From the first block that can be shown to the last; no word when the last step goes the other way. */
export function adoptionTrend(blocks: readonly AdoptionBlock[]): Trend | null {
  const shares = blocks.flatMap((block) =>
    'users' in block ? [{ part: block.users, n: block.answered, invited: block.invited }] : [],
  );
  const [first] = shares;
  const last = shares.at(-1);
  const previous = shares.at(-2);
  if (!first || !last || !previous) return null;
  const whole = trend(first, last);
  const step = last.part / last.invited - previous.part / previous.invited;
  const against = (whole === 'up' && step < 0) || (whole === 'down' && step > 0);
  return against ? null : whole;
}

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
