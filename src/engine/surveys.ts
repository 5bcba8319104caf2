import type { SurveyDefinition } from '../domain/survey.ts';
import type { Tx } from '../store/store.ts';
import { listCustomSurveys } from '../store/survey-draft.ts';

/**
 * The surveys in force: those of the programme and its library, then those written in chat or imported that are not
 * ended. An id that the programme has as well is the programme's.
 */
export async function surveysInForce(
  tx: Tx,
  written: readonly SurveyDefinition[],
): Promise<SurveyDefinition[]> {
  const ids = new Set(written.map(({ id }) => id));
  const custom = (await listCustomSurveys(tx)).filter(
    ({ survey, endedOn }) => endedOn === null && !ids.has(survey.id),
  );
  return [...written, ...custom.map(({ survey }) => survey)];
}
