import { scopeOf } from '../../domain/may.ts';
import type { SurveyDefinition } from '../../domain/survey.ts';
import { frenchDay, frenchInstant } from '../../engine/dates.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { crowdedLines } from './calendar.ts';
import { dataOf, type Order, obstacleOf, orderOf, orderSchema } from './launch.ts';
import { missingLines } from './missing.ts';
import { closingOf, firstOpening } from './plan.ts';
import { platformLines, renderingButtons } from './rendering.ts';
import { peopleOf, targetName } from './target.ts';

export const previewVerb = verb('survey.preview', orderSchema, async (turn, { person, data }) =>
  preflight(turn, person, await orderOf(turn, person, data)),
);

/**
 * Before anything is sent: what will be asked, how many it reaches and whom it cannot, when, the thresholds and who
 * gets the results. Launching is offered only when it would not be refused; trying it on oneself always is.
 */
export async function preflight(
  turn: Turn,
  person: Person,
  order: Order,
  isDraft = false,
): Promise<ReplyMessage> {
  const { survey, plan } = order;
  const { people, invited } = await peopleOf(turn, plan.target);
  const obstacle = await obstacleOf(turn, order);
  const department = targetName(turn, plan.target);
  const isLead = scopeOf(person, 'survey.launch') === 'all';
  const reach = text('survey.preflight.reach', {
    department,
    count: invited.length,
    missing: people.length - invited.length,
  });
  const told = obstacle
    ? [text(`refusal.${keyOf(obstacle.code)}`, obstacle.values), text('survey.preflight.instead')]
    : [];
  const rules = obstacle
    ? []
    : [
        momentLine(turn, order),
        ...(await crowdedLines(turn, firstOpening(turn, plan), invited)),
        thresholdLine(turn),
        text(`survey.readers.${plan.audience_of_results}`),
      ];
  const renderings = obstacle ? [] : await renderingButtons(turn, person, invited, isDraft ? null : order);
  const { send, others } = isDraft ? draftButtons() : buttonsOf(order, invited.length);
  return notice(
    text('survey.preflight.title', { survey: survey.title }),
    [
      ...told,
      reach,
      ...(await platformLines(turn, invited)),
      ...(await missingLines(turn, people, isLead)),
      ...rules,
      ...questionsOf(survey),
    ],
    [...(obstacle ? [] : [send]), ...others, ...renderings],
  );
}

function buttonsOf(order: Order, count: number) {
  return {
    send: {
      title: text('survey.preflight.launch', { count }),
      data: { v: 'survey.launch', ...dataOf(order) },
    },
    others: [{ title: text('survey.preflight.try'), data: { v: 'survey.try', ...dataOf(order) } }],
  };
}

function draftButtons() {
  return {
    send: { title: text('editor.preview.send'), data: { v: 'editor.send' } },
    others: [
      { title: text('editor.preview.try'), data: { v: 'editor.try' } },
      { title: text('editor.preview.back'), data: { v: 'editor.show' } },
    ],
  };
}

function keyOf(code: string): 'survey_too_small' | 'survey_too_close' | 'survey_already_open' {
  if (code === 'survey_too_close' || code === 'survey_already_open') return code;
  return 'survey_too_small';
}

/** When it opens and closes, and whether it comes back. */
function momentLine(turn: Turn, { plan }: Order): string {
  const opened = firstOpening(turn, plan);
  const values = {
    opens: frenchDay(opened),
    closes: frenchInstant(closingOf(turn, plan, opened), turn.calendar.zone),
  };
  const when = text(opened.equals(turn.today) ? 'survey.preflight.now' : 'survey.preflight.later', values);
  const { kind } = plan.recurrence;
  return kind === 'biweekly' || kind === 'monthly' ? `${when} ${text(`survey.plan.${kind}`)}` : when;
}

function thresholdLine({ programme }: Turn): string {
  const { figure, verbatim, verbatimInvited } = programme.thresholds;
  return text('survey.preflight.rules', { figure, verbatim, invited: verbatimInvited });
}

/** What will be asked, where it comes from, and what the results will not tell. */
function questionsOf({ introduction, questions, source, caveat }: SurveyDefinition): string[] {
  const asked = questions.map((question, index) => {
    const title = question.optional ? text('survey.optional', { title: question.title }) : question.title;
    const number = index + 1;
    if (question.kind === 'text') return text('survey.preview.text', { number, title });
    const choices = question.choices.map((choice) => choice.title).join(' · ');
    const key = question.kind === 'several' ? 'survey.preview.several' : 'survey.preview.choices';
    return text(key, { number, title, choices });
  });
  const about = [...(source ? [text('survey.source', { source })] : [])];
  if (caveat) about.push(text('survey.caveat', { caveat }));
  return [introduction, ...asked, ...about].filter((line) => line !== '');
}
