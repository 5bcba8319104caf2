import { text } from '../../../engine/texts.ts';
import type { IrritantAnswer } from '../../../store/irritant-answer.ts';

/** What agents read of an answer: what they had said, and what was done. No author. */
export type AnswerLine = { said: string; done: string };

/** One a subject: the last of those given. */
export function answerLines(answers: readonly IrritantAnswer[]): AnswerLine[] {
  const last = new Map(answers.map((answer) => [answer.subject, answer]));
  return [...last.values()].map((answer) => ({ said: answer.title, done: answerText(answer) }));
}

/** Answers in the order of the subjects asked about, what weighs most first; any other after them. */
export function byWeight(answers: readonly IrritantAnswer[], order: readonly string[]): IrritantAnswer[] {
  const rank = ({ subject }: IrritantAnswer) =>
    order.includes(subject) ? order.indexOf(subject) : order.length;
  return answers.toSorted((a, b) => rank(a) - rank(b));
}

/** « En cours : un connecteur est à l'essai. » */
export function answerText({ state, words }: Pick<IrritantAnswer, 'state' | 'words'>): string {
  return text('followup.answer', { state: text(`followup.state.${state}`), words });
}
