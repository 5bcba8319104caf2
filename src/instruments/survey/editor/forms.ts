import { Temporal } from 'temporal-polyfill';
import { MOST_QUESTIONS, RESULTS_AUDIENCES, type SurveyDraft } from '../../../domain/custom-survey.ts';
import { Refusal } from '../../../domain/errors.ts';
import type { ReplyMessage } from '../../../engine/instrument.ts';
import { text } from '../../../engine/texts.ts';
import type { Turn } from '../../../engine/turn.ts';
import type { Person } from '../../../store/person.ts';
import { codeOf, targetName } from '../target.ts';
import { RECURRENCES } from './plan.ts';
import { formOf, KINDS } from './question.ts';
import { targetsFor } from './targets.ts';

/** Title, target, dates, recurrence and who reads the results, as the draft has them. */
export async function settingsForm(
  turn: Turn,
  person: Person,
  draft: SurveyDraft | null,
): Promise<ReplyMessage> {
  const targets = await targetsFor(turn, person);
  const plan = draft?.plan ?? null;
  const [first] = targets;
  const chosen = plan?.target ?? first;
  const opens = plan?.opensOn ? Temporal.PlainDate.from(plan.opensOn) : null;
  const recurrence = plan?.recurrence ?? { kind: 'once' };
  return {
    mode: 'form',
    template: 'survey-edit-settings',
    data: {
      name: draft?.title ?? '',
      chooses: targets.length > 1,
      own: targets.length === 1 && first ? targetName(turn, first) : '',
      target: chosen ? codeOf(chosen) : '',
      targets: targets.map((target) => ({
        value: codeOf(target),
        title:
          target.kind === 'service'
            ? text('editor.option.service', { department: target.department })
            : targetName(turn, target),
      })),
      opens: opens?.toString() ?? '',
      closes: plan ? (opens ?? turn.today).add({ days: plan.days }).toString() : '',
      recurrence: recurrence.kind,
      recurrences: RECURRENCES.map((value) => ({ value, title: text(`editor.recurrence.${value}`) })),
      offset: recurrence.kind === 'launch' ? String(recurrence.days) : '',
      results: plan?.audience_of_results ?? 'author',
      audiences: RESULTS_AUDIENCES.map((value) => ({ value, title: text(`editor.results.${value}`) })),
      started: draft !== null,
    },
  };
}

/** One question, empty when it is new. */
export function questionForm(draft: SurveyDraft, number: number): ReplyMessage {
  const question = draft.questions[number - 1] ?? null;
  if (!question && draft.questions.length >= MOST_QUESTIONS) {
    throw new Refusal('editor_full', { most: MOST_QUESTIONS });
  }
  const shown = question ? number : draft.questions.length + 1;
  return {
    mode: 'form',
    template: 'survey-edit-question',
    data: {
      step: shown,
      ...formOf(question),
      kinds: KINDS.map((value) => ({ value, title: text(`editor.kind.${value}`) })),
      button: question ? { v: 'editor.question', number } : { v: 'editor.question' },
    },
  };
}
