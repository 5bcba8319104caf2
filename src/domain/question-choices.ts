import type { Question } from './survey.ts';

/** A scale of 5 or 7 points, with words at both ends: `1` is `low`. */
export function scaleChoices(points: number, low: string, high: string): Question['choices'] {
  return Array.from({ length: points }, (_, index) => {
    const point = String(index + 1);
    if (index === 0) return { id: point, title: `${point} – ${low}` };
    return { id: point, title: index === points - 1 ? `${point} – ${high}` : point };
  });
}

/** The words at both ends of such a scale. */
export function scaleEnds(choices: Question['choices']): [string, string] {
  const wordsOf = (title: string | undefined) => (title ?? '').replace(/^\d+ – /, '');
  return [wordsOf(choices.at(0)?.title), wordsOf(choices.at(-1)?.title)];
}

/** The identifier of a text: « 1 à 3 h » becomes `1-a-3-h`. At most 40 characters, `otherwise` when none is left. */
export function slug(text: string, otherwise = 'choix'): string {
  const words = text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, 40).replace(/^-+|-+$/g, '') || otherwise;
}

/** The same, and different from those taken: `climat`, `climat-2`… */
export function freeSlug(text: string, taken: ReadonlySet<string>, otherwise?: string): string {
  const base = slug(text, otherwise);
  for (let number = 1; ; number++) {
    const tail = number === 1 ? '' : `-${number}`;
    const id = `${base.slice(0, 40 - tail.length)}${tail}`;
    if (!taken.has(id)) return id;
  }
}
