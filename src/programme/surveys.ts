import { z } from 'zod';
import type { Question, SurveyDefinition, SurveyPurpose } from '../domain/survey.ts';
import { choiceList, readChoices, scaleChoices } from './choices.ts';
import { daysFromLaunch, id, isYes, keys, list, offset, text, yesNo } from './fields.ts';
import { itemPaths, reportDuplicates } from './lists.ts';
import type { YamlSource } from './yaml-source.ts';

const PURPOSE_WORDS = {
  etat_des_lieux: 'baseline',
  satisfaction: 'satisfaction',
  climat: 'mood',
  autre: 'other',
} as const satisfies Record<string, SurveyPurpose>;

const KIND_WORDS = {
  choix: 'choice',
  echelle: 'scale',
  nombre: 'number',
  texte: 'text',
} as const satisfies Record<string, Question['kind']>;

/** What each type of question needs beside its text, and nothing else. */
const NEEDS: Record<keyof typeof KIND_WORDS, readonly string[]> = {
  choix: ['choix'],
  echelle: ['points', 'de', 'a'],
  nombre: ['tranches'],
  texte: [],
};
const DETAILS = ['choix', 'points', 'de', 'a', 'tranches'];

const question = keys({
  id,
  type: z.enum(['choix', 'echelle', 'nombre', 'texte'], 'écrivez choix, echelle, nombre ou texte'),
  intitule: text(200),
  choix: choiceList.nullish(),
  points: z.literal([5, 7], 'écrivez 5 ou 7').nullish(),
  de: text(40).nullish(),
  a: text(40).nullish(),
  tranches: choiceList.nullish(),
  facultatif: yesNo.nullish(),
});

const schema = keys({
  id,
  but: z.enum(
    ['etat_des_lieux', 'satisfaction', 'climat', 'autre'],
    'écrivez etat_des_lieux, satisfaction, climat ou autre',
  ),
  titre: text(80),
  introduction: text(500),
  source: text(200),
  tours: list(keys({ ouvre: offset, ferme: offset }), 1, 12),
  questions: list(question, 1, 10),
});

/** Reads a file of `sondages/`. */
export function readSurvey(source: YamlSource): SurveyDefinition | null {
  reportDuplicates(source, ['questions']);
  reportDetails(source);
  reportRounds(source);
  const file = source.check(schema);
  if (!file) return null;
  const survey: SurveyDefinition = {
    id: file.id,
    purpose: PURPOSE_WORDS[file.but],
    title: file.titre,
    introduction: file.introduction,
    source: file.source,
    rounds: file.tours.map(({ ouvre, ferme }) => ({
      opens: daysFromLaunch(ouvre),
      closes: daysFromLaunch(ferme),
    })),
    questions: file.questions.map((written) => ({
      id: written.id,
      kind: KIND_WORDS[written.type],
      title: written.intitule,
      choices: choicesOf(written),
      optional: isYes(written.facultatif),
    })),
  };
  for (const [index, { choices }] of survey.questions.entries()) {
    const ids = choices.map((choice) => choice.id);
    const twice = choices.find((choice, place) => ids.indexOf(choice.id) !== place);
    if (twice) {
      const fix = 'changez le texte, ou donnez-leur un identifiant : « - identifiant: texte »';
      source.report(['questions', index], `deux choix se confondent (« ${twice.title} ») ; ${fix}`);
    }
  }
  return survey;
}

function choicesOf(written: z.infer<typeof question>): Question['choices'] {
  if (written.type === 'echelle') return scaleChoices(written.points ?? 5, written.de ?? '', written.a ?? '');
  return readChoices(written.choix ?? written.tranches ?? []);
}

function reportDetails(source: YamlSource): void {
  for (const path of itemPaths(source, ['questions'])) {
    const type = source.get([...path, 'type']);
    if (type !== 'choix' && type !== 'echelle' && type !== 'nombre' && type !== 'texte') continue;
    for (const key of DETAILS) {
      const written = (source.get([...path, key]) ?? null) !== null;
      const needed = NEEDS[type].includes(key);
      if (needed && !written) {
        source.report([...path, 'type'], `il manque « ${key} » ; une question « ${type} » en a besoin`);
      } else if (written && !needed) {
        source.report(
          [...path, key],
          `« ${key} » ne va pas avec une question « ${type} » ; retirez cette ligne`,
        );
      }
    }
  }
}

function reportRounds(source: YamlSource): void {
  let previous: number | null = null;
  for (const path of itemPaths(source, ['tours'])) {
    const opens = offset.safeParse(source.get([...path, 'ouvre']));
    const closes = offset.safeParse(source.get([...path, 'ferme']));
    if (!opens.success || !closes.success) continue;
    const [from, to] = [daysFromLaunch(opens.data), daysFromLaunch(closes.data)];
    if (to - from < 2) {
      source.report([...path, 'ferme'], 'ce tour dure moins de deux jours ; écrivez un jour plus tard');
    }
    if (previous !== null && from < previous) {
      source.report(
        [...path, 'ouvre'],
        'ce tour ouvre avant la fin du précédent ; écrivez un jour plus tard',
      );
    }
    if (source.get(['but']) === 'etat_des_lieux' && to > 0) {
      source.report(
        [...path, 'ferme'],
        "l'état des lieux doit fermer avant le lancement ; écrivez par exemple J-1",
      );
    }
    previous = to;
  }
}
