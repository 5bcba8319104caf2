import { z } from 'zod';
import { scaleChoices } from '../domain/question-choices.ts';
import type { Question } from '../domain/survey.ts';
import { choiceList, readChoices } from './choices.ts';
import { id, isYes, keys, text, yesNo } from './fields.ts';
import { itemPaths } from './lists.ts';
import { suggest } from './suggest.ts';
import type { YamlSource } from './yaml-source.ts';

const KIND_WORDS = {
  choix: 'choice',
  plusieurs: 'several',
  echelle: 'scale',
  nombre: 'number',
  texte: 'text',
} as const satisfies Record<string, Question['kind']>;
type Kind = keyof typeof KIND_WORDS;

/** What each type of question needs beside its text, what it may have, and nothing else. */
const NEEDS: Record<Kind, readonly string[]> = {
  choix: ['choix'],
  plusieurs: ['choix'],
  echelle: ['points', 'de', 'a'],
  nombre: ['tranches'],
  texte: [],
};
const MAY_HAVE: Partial<Record<Kind, readonly string[]>> = { choix: ['juste'] };
const DETAILS = ['choix', 'juste', 'points', 'de', 'a', 'tranches'];

/** A question as it is written. */
export const questionSchema = keys({
  id,
  type: z.enum(
    ['choix', 'plusieurs', 'echelle', 'nombre', 'texte'],
    'écrivez choix, plusieurs, echelle, nombre ou texte',
  ),
  intitule: text(200),
  choix: choiceList.nullish(),
  juste: id.nullish(),
  points: z.literal([5, 7], 'écrivez 5 ou 7').nullish(),
  de: text(40).nullish(),
  a: text(40).nullish(),
  tranches: choiceList.nullish(),
  facultatif: yesNo.nullish(),
});
type Written = z.infer<typeof questionSchema>;

export function readQuestion(written: Written): Question {
  return {
    id: written.id,
    kind: KIND_WORDS[written.type],
    title: written.intitule,
    choices: choicesOf(written),
    optional: isYes(written.facultatif),
    right: written.type === 'choix' ? (written.juste ?? null) : null,
  };
}

function choicesOf(written: Written): Question['choices'] {
  if (written.type === 'echelle') return scaleChoices(written.points ?? 5, written.de ?? '', written.a ?? '');
  return readChoices(written.choix ?? written.tranches ?? []);
}

/** Details that a type lacks, or that do not go with it. */
export function reportDetails(source: YamlSource): void {
  for (const path of itemPaths(source, ['questions'])) {
    const type = source.get([...path, 'type']);
    if (!isKind(type)) continue;
    for (const key of DETAILS) {
      const written = (source.get([...path, key]) ?? null) !== null;
      const needed = NEEDS[type].includes(key);
      if (needed && !written) {
        source.report([...path, 'type'], `il manque « ${key} » ; une question « ${type} » en a besoin`);
      } else if (written && !needed && !MAY_HAVE[type]?.includes(key)) {
        source.report(
          [...path, key],
          `« ${key} » ne va pas avec une question « ${type} » ; retirez cette ligne`,
        );
      }
    }
  }
}

/** Choices that cannot be told apart, and a right answer that is none of them. */
export function reportChoices(source: YamlSource, questions: readonly Question[]): void {
  for (const [index, { choices, right }] of questions.entries()) {
    const ids = choices.map((choice) => choice.id);
    const twice = choices.find((choice, place) => ids.indexOf(choice.id) !== place);
    if (twice) {
      const fix = 'changez le texte, ou donnez-leur un identifiant : « - identifiant: texte »';
      source.report(['questions', index], `deux choix se confondent (« ${twice.title} ») ; ${fix}`);
    }
    if (right && !ids.includes(right)) {
      source.report(['questions', index, 'juste'], `aucun choix ne s'appelle ainsi ; ${suggest(right, ids)}`);
    }
  }
}

function isKind(type: unknown): type is Kind {
  return typeof type === 'string' && Object.hasOwn(KIND_WORDS, type);
}
