import { z } from 'zod';
import { REVIEWED, type SurveyDefinition, type SurveyPurpose } from '../domain/survey.ts';
import { umuxItems } from '../domain/umux.ts';
import { daysFromLaunch, id, keys, list, offset, text } from './fields.ts';
import { itemPaths, reportDuplicates } from './lists.ts';
import { questionSchema, readQuestion, reportChoices, reportDetails } from './questions.ts';
import type { YamlSource } from './yaml-source.ts';

export const PURPOSE_WORDS = {
  etat_des_lieux: 'baseline',
  satisfaction: 'satisfaction',
  climat: 'mood',
  apres_cafe: 'cafe',
  utilisabilite: 'usability',
  confiance: 'confidence',
  connaissance: 'knowledge',
  autre: 'other',
} as const satisfies Record<string, SurveyPurpose>;

/** The words of the purposes that reviews read: one survey of each. */
export const READ_BY_REVIEWS: ReadonlySet<string> = new Set(
  Object.entries(PURPOSE_WORDS).flatMap(([word, purpose]) => (REVIEWED.includes(purpose) ? [word] : [])),
);

/** The shape of a file of `sondages/`; editors know it too (schemas.ts). */
export const surveySchema = keys({
  id,
  but: z.enum(
    [
      'etat_des_lieux',
      'satisfaction',
      'climat',
      'apres_cafe',
      'utilisabilite',
      'confiance',
      'connaissance',
      'autre',
    ],
    `écrivez ${Object.keys(PURPOSE_WORDS).join(', ')}`,
  ),
  titre: text(80),
  introduction: text(500),
  source: text(200),
  reserve: text(300).nullish(),
  score: z.literal('umux_lite', 'écrivez umux_lite, ou retirez cette ligne').nullish(),
  tours: list(keys({ ouvre: offset, ferme: offset }), 0, 12).nullish(),
  questions: list(questionSchema, 1, 10),
});

/** Reads a file of `sondages/`, or of the library. */
export function readSurvey(source: YamlSource): SurveyDefinition | null {
  reportDuplicates(source, ['questions']);
  reportDetails(source);
  reportRounds(source);
  const file = source.check(surveySchema);
  if (!file) return null;
  const questions = file.questions.map(readQuestion);
  reportChoices(source, questions);
  if (file.score && umuxItems(questions).length !== 2) {
    source.report(['score'], 'ce score demande deux questions « echelle » de 7 points, ni plus ni moins');
  }
  return {
    id: file.id,
    purpose: PURPOSE_WORDS[file.but],
    title: file.titre,
    introduction: file.introduction,
    source: file.source,
    caveat: file.reserve ?? null,
    score: file.score ?? null,
    rounds: (file.tours ?? []).map(({ ouvre, ferme }) => ({
      opens: daysFromLaunch(ouvre),
      closes: daysFromLaunch(ferme),
    })),
    questions,
  };
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
