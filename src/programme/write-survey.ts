import { stringify } from 'yaml';
import type { z } from 'zod';
import { scaleEnds, slug } from '../domain/question-choices.ts';
import type { Question, SurveyDefinition, SurveyPurpose } from '../domain/survey.ts';
import type { questionSchema } from './questions.ts';
import type { PURPOSE_WORDS, surveySchema } from './surveys.ts';

/** A survey as a file of `sondages/`: reading it gives the same survey again. */
export function writeSurvey(survey: SurveyDefinition): string {
  const { caveat, score, rounds } = survey;
  const file: z.input<typeof surveySchema> = {
    id: survey.id,
    but: wordOf(survey.purpose),
    titre: survey.title,
    introduction: survey.introduction,
    source: survey.source,
    ...(caveat === null ? {} : { reserve: caveat }),
    ...(score === null ? {} : { score }),
    ...(rounds.length === 0
      ? {}
      : { tours: rounds.map(({ opens, closes }) => ({ ouvre: offset(opens), ferme: offset(closes) })) }),
    questions: survey.questions.map(written),
  };
  return stringify(file, { lineWidth: 110 });
}

function wordOf(purpose: SurveyPurpose): keyof typeof PURPOSE_WORDS {
  switch (purpose) {
    case 'baseline':
      return 'etat_des_lieux';
    case 'satisfaction':
      return 'satisfaction';
    case 'mood':
      return 'climat';
    case 'cafe':
      return 'apres_cafe';
    case 'usability':
      return 'utilisabilite';
    case 'confidence':
      return 'confiance';
    case 'knowledge':
      return 'connaissance';
    case 'other':
      return 'autre';
  }
}

function offset(days: number): string {
  return `J${days < 0 ? '-' : '+'}${Math.abs(days)}`;
}

function written(question: Question): z.input<typeof questionSchema> {
  const { id, kind, title, choices, optional, right } = question;
  const base = { id, intitule: title, ...(optional ? { facultatif: 'oui' as const } : {}) };
  const list = choices.map((choice) =>
    slug(choice.title) === choice.id ? choice.title : { [choice.id]: choice.title },
  );
  switch (kind) {
    case 'choice':
      return { ...base, type: 'choix', choix: list, ...(right ? { juste: right } : {}) };
    case 'several':
      return { ...base, type: 'plusieurs', choix: list };
    case 'number':
      return { ...base, type: 'nombre', tranches: list };
    case 'scale': {
      const [de, a] = scaleEnds(choices);
      return { ...base, type: 'echelle', points: choices.length === 7 ? 7 : 5, de, a };
    }
    case 'text':
      return { ...base, type: 'texte' };
  }
}
