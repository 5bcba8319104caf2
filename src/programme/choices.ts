import { z } from 'zod';
import type { Question } from '../domain/survey.ts';
import { id, list } from './fields.ts';
import { plain } from './suggest.ts';

type Choices = Question['choices'];

/** What chat platforms show whole in an option (Slack stops at 75 characters). */
const TITLE_MAX = 75;
const FIX = `écrivez un texte de ${TITLE_MAX} caractères au plus (entre guillemets s'il contient « : »)`;
const title = z.string(FIX).trim().min(1, FIX).max(TITLE_MAX, FIX);

/** A choice is its text, or `identifiant: texte` to keep its identifier when the text changes. */
const choice = z.union([title, z.record(id, title).refine((pair) => Object.keys(pair).length === 1)], FIX);
export const choiceList = list(choice, 2, 10);
export type WrittenChoice = z.infer<typeof choice>;

export function readChoices(written: readonly WrittenChoice[]): Choices {
  return written.map((item) => {
    const [pair] = typeof item === 'string' ? [] : Object.entries(item);
    return pair ? { id: pair[0], title: pair[1] } : { id: slug(String(item)), title: String(item) };
  });
}

/** A scale of 5 or 7 points, with words at both ends: `1` is `low`. */
export function scaleChoices(points: number, low: string, high: string): Choices {
  return Array.from({ length: points }, (_, index) => {
    const point = String(index + 1);
    if (index === 0) return { id: point, title: `${point} – ${low}` };
    return { id: point, title: index === points - 1 ? `${point} – ${high}` : point };
  });
}

/** « 1 à 3 h » becomes `1-a-3-h`. */
export function slug(text: string): string {
  const words = plain(text)
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, 40).replace(/^-+|-+$/g, '') || 'choix';
}
