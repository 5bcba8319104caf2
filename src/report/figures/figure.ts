import type { Basis, Hidden, Sections } from '../../domain/digest.ts';
import { textOf } from '../../engine/texts.ts';
import words from '../../locales/export.fr.json' with { type: 'json' };

const { units, values } = words;

/** What a figure is of, beside its section: all that is absent is the whole. */
export type Place = { service?: string; period?: string; detail?: string; title?: string };
/** One figure of a review, or the words that stand for it. `rate`s are percentages, to a tenth. */
export type Figure = Place & { measure: string; value?: number | null; unit?: string; mention?: string };

/** A section that may be shown. */
export type Shown<Name extends keyof Sections> = Exclude<Sections[Name], Hidden>;

/** A rate as a percentage, to a tenth. */
export function percentage(rate: number): number {
  return Math.round(1000 * rate) / 10;
}

/** « S3-4 ». */
export function periodOfBlock(block: number): string {
  return `S${2 * block - 1}-${2 * block}`;
}

/** Why something is not shown, in a sentence. */
export function hiddenWords(reason: string): string {
  return textOf(`hidden.${reason}`) ?? reason;
}

export function masked({ reason }: Hidden, place: Place): Figure {
  return { ...place, measure: 'masque', mention: hiddenWords(reason) };
}

export function nearly(choice: string, title: string, place: Place): Figure {
  return { ...place, measure: 'nombre', detail: choice, title, mention: values.nearlyAll };
}

export function count(measure: string, value: number | null, place: Place = {}): Figure {
  return {
    ...place,
    measure,
    value,
    unit: units.people,
    ...(value === null ? { mention: values.unknown } : {}),
  };
}

/** A participation is rounded down to a multiple of 5; null in a group too small. */
export function steps(answered: number | null, place: Place): Figure {
  if (answered === null) return { ...place, measure: 'reponses_au_moins', mention: hiddenWords('too_small') };
  return { ...place, measure: 'reponses_au_moins', value: answered, unit: units.people };
}

export function basis({ invited, answered }: Pick<Basis, 'invited' | 'answered'>, place: Place): Figure[] {
  return [
    count('invites', invited, place),
    count('reponses', answered, place),
    {
      ...place,
      measure: 'taux_reponse',
      value: percentage(invited === 0 ? 0 : answered / invited),
      unit: '%',
    },
  ];
}
