import type { DigestData, QuestionResult, SurveyResult } from '../../../domain/digest.ts';
import { frenchNumber } from '../../../engine/numbers.ts';
import { text } from '../../../engine/texts.ts';
import { favourable, favourableBefore } from '../favourable.ts';
import { basisText, clip, enumerate, largest, leaders } from './figures.ts';
import type { Line } from './lines.ts';
import { CARD, type Room } from './room.ts';
import { keptTogether } from './spaces.ts';
import { trend } from './trend.ts';

/** Questions a line tells; the others are in the long version. */
const QUESTIONS = 2;

export function satisfactionLine({ sections: { satisfaction } }: DigestData, room = CARD): Line | null {
  return 'hidden' in satisfaction ? null : surveyLine('satisfaction', satisfaction, room);
}

export function moodLine({ sections: { mood } }: DigestData, room = CARD): Line | null {
  return 'hidden' in mood ? null : surveyLine('mood', mood, room);
}

export function baselineLine({ sections: { baseline } }: DigestData, room = CARD): Line | null {
  if ('hidden' in baseline) return null;
  const questions = baseline.questions.filter(({ id }) => !id.startsWith('irritant'));
  return surveyLine('baseline', { ...baseline, questions }, room, 1);
}

export function irritantsLine({ sections: { irritants } }: DigestData, room = CARD): Line | null {
  if ('hidden' in irritants || !irritants.kinds || 'hidden' in irritants.kinds) return null;
  const { kinds } = irritants;
  const label = text('digest.label.irritants');
  const basis = basisText(irritants);
  if ('nearlyAll' in kinds) {
    return {
      label,
      text: text('digest.line.mostly', { choice: titleOf(kinds, kinds.nearlyAll, room), basis }),
    };
  }
  const order = kinds.choices.map(({ id }) => id);
  const top = largest(kinds.distribution, order, 3)
    .map(({ choice, count }) => `${titleOf(kinds, choice, room)} (${frenchNumber(count)})`)
    .join(', ');
  return { label, text: text('digest.line.top', { top, n: kinds.n, basis }) };
}

function surveyLine(
  name: 'satisfaction' | 'mood' | 'baseline',
  survey: SurveyResult,
  room: Room,
  limit = QUESTIONS,
): Line | null {
  const told = survey.questions.flatMap((question) => questionText(survey, question, room) ?? []);
  const [first] = told;
  if (!first) return null;
  const basis = basisText(survey);
  const whole = unended(told.slice(0, limit).join(' '));
  const brief = unended(first);
  const label = text(`digest.label.${name}`);
  if (!survey.caveat) {
    const line = (words: string) => text('digest.line.survey', { told: words, basis });
    return { label, text: line(whole), short: line(brief) };
  }
  // What its figures do not tell stands beside them; whole in the long version, a word of it where room is missing.
  const caveat = keptTogether(clip(ended(survey.caveat), room.caveat));
  return {
    label,
    text: text('digest.line.survey_caveat', { told: whole, basis, caveat }),
    short: text('digest.line.survey_caution', { told: brief, basis }),
  };
}

/** The parenthesis that follows a sentence is in it. */
function unended(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

function questionText(survey: SurveyResult, question: QuestionResult, room: Room): string | null {
  if ('hidden' in question) return null;
  const title = keptTogether(clip(question.title, room.title));
  if ('nearlyAll' in question) {
    return text('digest.question.nearly', { title, choice: titleOf(question, question.nearlyAll, room) });
  }
  const { n } = question;
  const share = favourable(question, survey.invited);
  if (!share) {
    const order = question.choices.map(({ id }) => id);
    const first = leaders(question.distribution, order);
    const [top] = first;
    if (!top) return null;
    if (first.length > 2) return text('digest.question.spread', { title, n });
    const choices = enumerate(
      first.map(({ choice }) => text('digest.quoted', { words: titleOf(question, choice, room) })),
    );
    return text('digest.question.top', { title, choices, count: top.count, n, ties: first.length });
  }
  const now = text('digest.question.scale', { title, part: share.part, n });
  const before = favourableBefore(survey, question.id);
  if (!before) return `${now}.`;
  const word = text(`digest.trend.word.${trend(before, share)}`);
  return text('digest.question.before', { now, part: before.part, n: before.n, word });
}

function titleOf(question: QuestionResult, id: string, room: Room): string {
  return keptTogether(clip(question.choices.find((choice) => choice.id === id)?.title ?? id, room.choice));
}
