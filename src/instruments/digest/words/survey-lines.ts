import type { DigestData, QuestionResult, SurveyResult } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';
import { basisText, clip, largest } from './figures.ts';
import type { Line } from './lines.ts';
import { favourable, favourableBefore, trend } from './trend.ts';

/** Questions a line tells; the others are in the long version. */
const QUESTIONS = 2;

export function satisfactionLine({ sections: { satisfaction } }: DigestData): Line | null {
  return 'hidden' in satisfaction ? null : surveyLine('satisfaction', satisfaction);
}

export function moodLine({ sections: { mood } }: DigestData): Line | null {
  return 'hidden' in mood ? null : surveyLine('mood', mood);
}

export function baselineLine({ sections: { baseline } }: DigestData): Line | null {
  if ('hidden' in baseline) return null;
  const questions = baseline.questions.filter(({ id }) => !id.startsWith('irritant'));
  return surveyLine('baseline', { ...baseline, questions }, 1);
}

export function irritantsLine({ sections: { irritants } }: DigestData): Line | null {
  if ('hidden' in irritants || !irritants.kinds || 'hidden' in irritants.kinds) return null;
  const { kinds } = irritants;
  const label = text('digest.label.irritants');
  const basis = basisText(irritants);
  if ('nearlyAll' in kinds) {
    return { label, text: text('digest.line.mostly', { choice: titleOf(kinds, kinds.nearlyAll), basis }) };
  }
  const order = kinds.choices.map(({ id }) => id);
  const top = largest(kinds.distribution, order, 3)
    .map(({ choice, count }) => `${titleOf(kinds, choice)} (${count})`)
    .join(', ');
  return { label, text: text('digest.line.top', { top, n: kinds.n, basis }) };
}

function surveyLine(
  name: 'satisfaction' | 'mood' | 'baseline',
  survey: SurveyResult,
  limit = QUESTIONS,
): Line | null {
  const told = survey.questions.flatMap((question) => questionText(survey, question) ?? []);
  const [first] = told;
  if (!first) return null;
  const basis = basisText(survey);
  return {
    label: text(`digest.label.${name}`),
    text: text('digest.line.survey', { told: told.slice(0, limit).join(' '), basis }),
    short: text('digest.line.survey', { told: first, basis }),
  };
}

function questionText(survey: SurveyResult, question: QuestionResult): string | null {
  if ('hidden' in question) return null;
  const title = clip(question.title, 50);
  if ('nearlyAll' in question) {
    return text('digest.question.nearly', { title, choice: titleOf(question, question.nearlyAll) });
  }
  const { n } = question;
  const share = favourable(question, survey.invited);
  if (!share) {
    const order = question.choices.map(({ id }) => id);
    const [top] = largest(question.distribution, order, 1);
    if (!top) return null;
    return text('digest.question.top', { title, choice: titleOf(question, top.choice), count: top.count, n });
  }
  const now = text('digest.question.scale', { title, part: share.part, n });
  const before = favourableBefore(survey, question.id);
  if (!before) return `${now}.`;
  const moved = trend(before, share);
  const word = moved ? `, ${text(`digest.trend.word.${moved}`)}` : '';
  return text('digest.question.before', { now, part: before.part, n: before.n, word });
}

function titleOf(question: QuestionResult, id: string): string {
  return clip(question.choices.find((choice) => choice.id === id)?.title ?? id, 45);
}
