import type { QuestionResult, SurveyResult, SurveyRound } from '../../domain/digest.ts';
import words from '../../locales/export.fr.json' with { type: 'json' };
import { type Figure, hiddenWords, type Place } from './figure.ts';

const { units, values } = words;

/** A survey's round, its services, and the round before. */
export function surveyFigures(survey: SurveyResult): Figure[] {
  const period = survey.closedOn;
  return [
    ...roundFigures(survey),
    ...survey.byDepartment.flatMap(({ department, question, ...part }) => {
      const asked = survey.questions.find(({ id }) => id === question);
      return asked ? tableFigures(asked, part, { service: department, period }) : [];
    }),
    ...(survey.before ? roundFigures(survey.before) : []),
  ];
}

function roundFigures(round: SurveyRound): Figure[] {
  const period = round.closedOn;
  const { score } = round;
  return [
    { measure: 'ronde_invites', value: round.invited, unit: units.people, period },
    { measure: 'ronde_reponses', value: round.answered, unit: units.people, period },
    ...(score
      ? [{ measure: 'score', value: score.value, unit: units.score, detail: score.method, period }]
      : []),
    ...round.questions.flatMap((question) => questionFigures(question, { period })),
  ];
}

export function questionFigures(question: QuestionResult, place: Place = {}): Figure[] {
  return tableFigures(question, question, place);
}

type Result =
  | { n: number; distribution: Record<string, number> }
  | { nearlyAll: string }
  | { hidden: true; reason: string };

function tableFigures(
  { id, title, choices }: Pick<QuestionResult, 'id' | 'title' | 'choices'>,
  result: Result,
  place: Place,
): Figure[] {
  const named = (choice?: string) => {
    const said = choices.find((one) => one.id === choice)?.title;
    return {
      ...place,
      detail: choice === undefined ? id : `${id}:${choice}`,
      title: said === undefined ? title : `${title} : ${said}`,
    };
  };
  if ('hidden' in result) return [{ ...named(), measure: 'masque', mention: hiddenWords(result.reason) }];
  if ('nearlyAll' in result)
    return [{ ...named(result.nearlyAll), measure: 'nombre', mention: values.nearlyAll }];
  return [
    { ...named(), measure: 'total', value: result.n, unit: units.answers },
    ...choices.map((choice) => ({
      ...named(choice.id),
      measure: 'nombre',
      value: result.distribution[choice.id] ?? 0,
      unit: units.answers,
    })),
  ];
}
