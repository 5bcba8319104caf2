import { Refusal } from '../../domain/errors.ts';
import { SURVEY_PURPOSES, type SurveyDefinition } from '../../domain/survey.ts';
import type { ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { nameOf, targetOf } from './target.ts';

/** What chat platforms show whole in an option. Source: Slack's Block Kit reference, « Option object ». */
const OPTION = 75;

/** `sondage`: one list of what can be asked, by use, and two buttons: to read the questions first, or to launch. */
export async function offer(turn: Turn, department: string): Promise<ReplyMessage> {
  const { invited } = await targetOf(turn, department);
  const { group, figure } = turn.programme.thresholds;
  if (invited.length < group) {
    return notice(text('survey.offer.title'), [
      text('refusal.survey_too_small', { count: invited.length, group }),
    ]);
  }
  const surveys = launchable(turn).map((survey) => ({ title: optionOf(survey), value: survey.id }));
  const target = { department, name: nameOf(department), count: invited.length };
  return { mode: 'message', template: 'survey-offer', data: { ...target, figure, surveys } };
}

/** Everything but the baseline, which has its moment: before a launch. */
function launchable({ programme }: Turn): SurveyDefinition[] {
  const place = ({ purpose }: SurveyDefinition) => SURVEY_PURPOSES.indexOf(purpose);
  return programme.surveys
    .filter(({ purpose }) => purpose !== 'baseline')
    .toSorted((one, other) => place(one) - place(other));
}

/** « Après un Café – Les Cafés IA : et depuis ? » */
function optionOf({ purpose, title }: SurveyDefinition): string {
  const option = text('survey.offer.option', { use: text(`survey.use.${purpose}`), title });
  return option.length > OPTION ? `${option.slice(0, OPTION - 1).trimEnd()}…` : option;
}

/** The survey somebody picked in the list, if it can be launched. */
export function pickedSurvey(turn: Turn, id: string | undefined): SurveyDefinition {
  if (!id) throw new Refusal('survey_not_picked');
  const survey = launchable(turn).find((candidate) => candidate.id === id);
  if (!survey) throw new Refusal('unknown_action');
  return survey;
}
