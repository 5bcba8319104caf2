import { z } from 'zod';
import { slug } from '../domain/question-choices.ts';
import type { Question } from '../domain/survey.ts';
import { id, list } from './fields.ts';

type Choices = Question['choices'];

/** What chat platforms show whole in an option (Slack stops at 75 characters). */
const TITLE_MAX = 75;
const FIX = `écrivez un texte de ${TITLE_MAX} caractères au plus (entre guillemets s'il contient « : »)`;
const title = z.string(FIX).trim().min(1, FIX).max(TITLE_MAX, FIX);

/** A choice is its text, or `identifiant: texte` to keep its identifier when the text changes. */
const pair = z
  .record(id, title)
  .refine((written) => Object.keys(written).length === 1)
  .meta({ minProperties: 1, maxProperties: 1 });
const choice = z.union([title, pair], FIX);
export const choiceList = list(choice, 2, 10);
export type WrittenChoice = z.infer<typeof choice>;

export function readChoices(written: readonly WrittenChoice[]): Choices {
  return written.map((item) => {
    const [pair] = typeof item === 'string' ? [] : Object.entries(item);
    return pair ? { id: pair[0], title: pair[1] } : { id: slug(String(item)), title: String(item) };
  });
}
