import { Temporal } from 'temporal-polyfill';
import { MOST_QUESTIONS, type SurveyDraft, type SurveyPlan } from '../../../domain/custom-survey.ts';
import type { Question } from '../../../domain/survey.ts';
import { frenchDay } from '../../../engine/dates.ts';
import type { CardData } from '../../../engine/instrument.ts';
import { text } from '../../../engine/texts.ts';
import type { Turn } from '../../../engine/turn.ts';
import { peopleOf, targetName } from '../target.ts';
import { isSensitive } from './sensitive.ts';

/** What chat platforms show whole in an option. Source: Slack's Block Kit reference, « Option object ». */
const OPTION = 75;
/** The value of the choice that is no question. */
export const SETTINGS = 'settings';

/** The card of a draft: all of it, and what can be done with it. */
export async function summaryData(turn: Turn, draft: SurveyDraft): Promise<CardData> {
  const { questions, plan } = draft;
  return {
    name: draft.title || text('editor.untitled'),
    facts: plan ? await factsOf(turn, plan) : [],
    unplanned: plan ? '' : text('editor.unplanned'),
    small: plan ? await smallOf(turn, plan) : '',
    questions: questions.map((question, index) => ({
      title: text('editor.question', { number: index + 1, title: question.title }),
      choices: choicesOf(question),
    })),
    empty: questions.length === 0 ? text('editor.no_question') : '',
    warning: sensitiveOf(questions),
    parts: [
      { value: SETTINGS, title: text('editor.part.settings') },
      ...questions.map(({ title }, index) => ({
        value: String(index + 1),
        title: shortened(text('editor.question', { number: index + 1, title })),
      })),
    ],
    movable: questions.length > 1,
    more: questions.length < MOST_QUESTIONS,
    ready: questions.length > 0 && plan !== null,
    figure: turn.programme.thresholds.figure,
  };
}

/** To whom, when, how often, and who reads the results. */
async function factsOf(turn: Turn, plan: SurveyPlan): Promise<{ title: string; value: string }[]> {
  const { invited } = await peopleOf(turn, plan.target);
  const opens = plan.opensOn === null ? turn.today : Temporal.PlainDate.from(plan.opensOn);
  const day = frenchDay(opens, true);
  return [
    {
      title: text('editor.fact.target'),
      value: text('editor.target', { target: targetName(turn, plan.target), count: invited.length }),
    },
    {
      title: text('editor.fact.opens'),
      value: plan.opensOn === null ? text('editor.now') : day,
    },
    {
      title: text('editor.fact.closes'),
      value: text('editor.closes', { day: frenchDay(opens.add({ days: plan.days }), true), days: plan.days }),
    },
    { title: text('editor.fact.recurrence'), value: recurrenceName(turn, plan) },
    { title: text('editor.fact.results'), value: text(`editor.results.${plan.audience_of_results}`) },
  ];
}

function recurrenceName(turn: Turn, { recurrence }: SurveyPlan): string {
  if (recurrence.kind !== 'launch') return text(`editor.recurrence.${recurrence.kind}`);
  const wave = targetName(turn, { kind: 'wave', wave: recurrence.wave });
  return text('editor.launched', { days: recurrence.days, wave });
}

/** The refusal that sending would meet, told before. */
async function smallOf(turn: Turn, { target }: SurveyPlan): Promise<string> {
  const count = (await peopleOf(turn, target)).invited.length;
  const { group } = turn.programme.thresholds;
  return count < group ? text('refusal.editor_small', { count, group }) : '';
}

function sensitiveOf(questions: readonly Question[]): string {
  const numbers = questions.flatMap((question, index) => (isSensitive(question) ? [index + 1] : []));
  return numbers.length > 0
    ? text('editor.sensitive', { count: numbers.length, numbers: numbers.join(', ') })
    : '';
}

function choicesOf({ kind, choices }: Question): string {
  const titles = choices.map(({ title }) => title).join(' · ');
  return kind === 'text' ? text('editor.kind_of.text') : text(`editor.kind_of.${kind}`, { choices: titles });
}

function shortened(words: string): string {
  return words.length > OPTION ? `${words.slice(0, OPTION - 1).trimEnd()}…` : words;
}
