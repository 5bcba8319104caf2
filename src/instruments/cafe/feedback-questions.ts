import type { Question, SurveyHead } from '../../domain/survey.ts';
import { text } from '../../engine/texts.ts';

export const USEFUL = ['yes', 'some', 'no'] as const;
export const ATTEMPTS = ['yes', 'maybe', 'no'] as const;

/** The two taps after a Café, as they are fixed when the round opens. */
export function feedbackQuestions(): Question[] {
  return [
    {
      id: 'useful',
      kind: 'choice',
      title: text('cafe.feedback.useful'),
      choices: USEFUL.map((id) => ({ id, title: text(`cafe.feedback.useful.${id}`) })),
      optional: false,
    },
    {
      id: 'attempt',
      kind: 'choice',
      title: text('cafe.feedback.attempt'),
      choices: ATTEMPTS.map((id) => ({ id, title: text(`cafe.feedback.attempt.${id}`) })),
      optional: true,
    },
  ];
}

/** What the round says of itself wherever rounds are listed. */
export function feedbackHead(): SurveyHead {
  return {
    title: text('cafe.feedback.title'),
    introduction: '',
    source: text('cafe.feedback.source'),
    caveat: text('cafe.feedback.caveat'),
    score: null,
  };
}
