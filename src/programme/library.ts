import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { REVIEWED, type SurveyDefinition } from '../domain/survey.ts';
import { readSurvey } from './surveys.ts';
import { type Problems, readText } from './text-file.ts';
import { readYaml } from './yaml-source.ts';

const FOLDER = fileURLToPath(new URL('../../programme/bibliotheque/', import.meta.url));

/**
 * The surveys that come with the product, ready to be launched in every commune. They have no rounds of their own:
 * nothing is asked that a commune did not choose.
 */
export async function readLibrary(problems: Problems): Promise<SurveyDefinition[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.yml')).sort();
  const surveys: SurveyDefinition[] = [];
  for (const name of names) {
    const text = await readText(FOLDER, name, problems);
    if (text === null) continue;
    const source = readYaml(text, `bibliotheque/${name}`);
    const survey = readSurvey(source);
    problems.push(...source.problems());
    if (survey) surveys.push({ ...survey, rounds: [] });
  }
  return surveys;
}

/**
 * A commune's surveys, then those of the library it has not replaced: with one of the same id, or, for what reviews
 * read, of the same purpose.
 */
export function withLibrary(
  own: readonly SurveyDefinition[],
  library: readonly SurveyDefinition[],
): SurveyDefinition[] {
  const isReplaced = ({ id, purpose }: SurveyDefinition) =>
    own.some((survey) => survey.id === id || (survey.purpose === purpose && REVIEWED.includes(purpose)));
  return [...own, ...library.filter((survey) => !isReplaced(survey))];
}
