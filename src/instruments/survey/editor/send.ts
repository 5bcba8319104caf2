import type { SurveyDraft, SurveyPlan } from '../../../domain/custom-survey.ts';
import { Refusal } from '../../../domain/errors.ts';
import { freeSlug } from '../../../domain/question-choices.ts';
import type { SurveyDefinition } from '../../../domain/survey.ts';
import type { ReplyMessage } from '../../../engine/instrument.ts';
import { text } from '../../../engine/texts.ts';
import type { Turn } from '../../../engine/turn.ts';
import type { Person } from '../../../store/person.ts';
import { dropDraft, listCustomSurveys, saveCustomSurvey } from '../../../store/survey-draft.ts';
import { launchSurvey } from '../launch.ts';

/** Sends what was written, now or on its day; from then on it is one of the surveys that can be launched. */
export async function sendDraft(turn: Turn, person: Person, draft: SurveyDraft): Promise<ReplyMessage> {
  const { survey, plan } = await surveyOf(turn, draft);
  await saveCustomSurvey(turn.tx, {
    survey,
    plan,
    author: person.id,
    createdOn: turn.today.toString(),
    endedOn: null,
  });
  await dropDraft(turn.tx, person.id);
  return launchSurvey(turn, person, { survey, plan });
}

/** A draft as a survey, under an id that none ever had: what was asked before keeps its own. */
export async function surveyOf(
  turn: Turn,
  { title, questions, plan }: SurveyDraft,
): Promise<{ survey: SurveyDefinition; plan: SurveyPlan }> {
  if (!plan || title === '' || questions.length === 0) throw new Refusal('editor_unready');
  const taken = new Set([
    ...turn.programme.surveys.map(({ id }) => id),
    ...(await listCustomSurveys(turn.tx)).map(({ survey }) => survey.id),
  ]);
  const survey: SurveyDefinition = {
    id: freeSlug(title, taken, 'sondage'),
    purpose: 'other',
    title,
    introduction: text('editor.introduction'),
    source: text('editor.source'),
    caveat: null,
    score: null,
    rounds: [],
    questions,
  };
  return { survey, plan };
}
