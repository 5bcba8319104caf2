import { z } from 'zod';
import { MOST_QUESTIONS } from '../../../domain/custom-survey.ts';
import { Refusal } from '../../../domain/errors.ts';
import { freeSlug, scaleChoices, scaleEnds, slug } from '../../../domain/question-choices.ts';
import type { Question } from '../../../domain/survey.ts';
import { text } from '../../../engine/texts.ts';
import { requiredLine, typedLines } from './typed.ts';

/** The longest question and choice of a survey file: `src/programme` reads no longer ones. */
export const QUESTION = 200;
const CHOICE = 75;
const END = 40;
const CHOICES = { least: 2, most: 10 };

/** What can be picked as a kind: a scale is one of two lengths. */
export const KINDS = ['choice', 'several', 'scale5', 'scale7', 'number', 'text'] as const;
type Kind = (typeof KINDS)[number];

/** `number`: the question that is changed, from 1; without it, a new one. */
export const questionFormSchema = z.object({
  number: z.int().min(1).max(MOST_QUESTIONS).optional(),
  kind: z.enum(KINDS).optional(),
  question: z.string().max(2000).optional(),
  choices: z.string().max(4000).optional(),
});
export type QuestionForm = z.infer<typeof questionFormSchema>;

/** A question as its form says, different from the others. Throws a Refusal that names the input to change. */
export function readQuestion(form: QuestionForm, others: readonly Question[]): Question {
  const title = requiredLine(form.question, 'question', QUESTION);
  if (!form.kind) throw new Refusal('editor_kind', {}, 'kind');
  if (others.some((other) => slug(other.title) === slug(title))) {
    throw new Refusal('editor_question_twice', {}, 'question');
  }
  return {
    // The same words are the same question, in whichever survey: that is how two rounds are compared.
    id: freeSlug(title, new Set(others.map(({ id }) => id)), 'question'),
    kind: kindOf(form.kind),
    title,
    choices: readChoices(form.kind, typedLines(form.choices)),
    optional: form.kind === 'text',
  };
}

function kindOf(kind: Kind): Question['kind'] {
  return kind === 'scale5' || kind === 'scale7' ? 'scale' : kind;
}

function readChoices(kind: Kind, lines: string[]): Question['choices'] {
  if (kind === 'text') return [];
  if (kind === 'scale5' || kind === 'scale7') return readScale(kind === 'scale7' ? 7 : 5, lines);
  const { least, most } = CHOICES;
  if (lines.length < least) throw new Refusal('editor_few_choices', { least }, 'choices');
  if (lines.length > most) throw new Refusal('editor_many_choices', { most }, 'choices');
  if (lines.some((line) => line.length > CHOICE)) {
    throw new Refusal('editor_long_choice', { limit: CHOICE }, 'choices');
  }
  const ids = lines.map((line) => slug(line));
  const twice = lines.some((line, index) => isFoldedSame(line, lines.slice(0, index)));
  if (twice) throw new Refusal('editor_same_choices', {}, 'choices');
  return lines.map((title, index) => ({
    id: freeSlug(title, new Set(ids.slice(0, index))),
    title,
  }));
}

/** « Oui » and « oui. » are one choice to whoever answers. */
function isFoldedSame(line: string, before: readonly string[]): boolean {
  const fold = (words: string) =>
    words
      .toLocaleLowerCase('fr')
      .replace(/[\s.,;:!?…]+/g, ' ')
      .trim();
  return before.some((other) => fold(other) === fold(line));
}

/** The words at both ends, or the usual ones. */
function readScale(points: number, lines: string[]): Question['choices'] {
  if (lines.length !== 0 && lines.length !== 2) throw new Refusal('editor_scale_ends', {}, 'choices');
  if (lines.some((line) => line.length > END)) {
    throw new Refusal('editor_long_choice', { limit: END }, 'choices');
  }
  const [low = text('editor.scale.low'), high = text('editor.scale.high')] = lines;
  return scaleChoices(points, low, high);
}

/** What the form of a question holds to begin with. */
export function formOf(question: Question | null): { kind: string; question: string; choices: string } {
  if (!question) return { kind: '', question: '', choices: '' };
  const { kind, title, choices } = question;
  const lines = kind === 'scale' ? scaleEnds(choices) : choices.map((choice) => choice.title);
  return {
    kind: kind === 'scale' ? `scale${choices.length}` : kind,
    question: title,
    choices: lines.join('\n'),
  };
}
