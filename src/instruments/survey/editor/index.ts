import { z } from 'zod';
import { MOST_QUESTIONS, type SurveyDraft } from '../../../domain/custom-survey.ts';
import { Refusal } from '../../../domain/errors.ts';
import { type ReplyMessage, verb } from '../../../engine/instrument.ts';
import { notice } from '../../../engine/notice.ts';
import { text } from '../../../engine/texts.ts';
import type { Turn } from '../../../engine/turn.ts';
import type { Person } from '../../../store/person.ts';
import { dropDraft, findDraft, saveDraft } from '../../../store/survey-draft.ts';
import { trial } from '../trial.ts';
import { questionForm, settingsForm } from './forms.ts';
import { readSettings, settingsFormSchema } from './plan.ts';
import { preview } from './preview.ts';
import { questionFormSchema, readQuestion } from './question.ts';
import { sendDraft, surveyOf } from './send.ts';
import { SETTINGS, summaryData } from './summary.ts';

/** `sondage nouveau`: the form to begin with, or the draft that waits. */
export async function newSurvey(turn: Turn, person: Person): Promise<ReplyMessage> {
  const draft = await findDraft(turn.tx, person.id);
  return draft ? summary(turn, draft, { mode: 'message' }) : settingsForm(turn, person, null);
}

const partSchema = z.object({ part: z.string().max(20).optional() });
const nothingSchema = z.looseObject({});

/** A draft belongs to whoever writes it: what a button says of it is only which part. */
export const editorVerbs = [
  verb('editor.show', nothingSchema, async (turn, { person }) => {
    const draft = await findDraft(turn.tx, person.id);
    return draft ? summary(turn, draft) : settingsForm(turn, person, null);
  }),
  verb('editor.settings', settingsFormSchema, async (turn, { person, data }) => {
    const draft = await findDraft(turn.tx, person.id);
    const settings = await readSettings(turn, person, data);
    const next: SurveyDraft = { questions: draft?.questions ?? [], ...settings };
    await keep(turn, person, next);
    if (next.questions.length === 0) return questionForm(next, 1);
    return summary(turn, next, { told: text('editor.told.settings') });
  }),
  verb('editor.question', questionFormSchema, async (turn, { person, data }) => {
    const draft = await requireDraft(turn, person);
    const { questions } = draft;
    const at = data.number === undefined ? questions.length : data.number - 1;
    if (at >= MOST_QUESTIONS) throw new Refusal('editor_full', { most: MOST_QUESTIONS });
    if (at > questions.length) throw new Refusal('editor_gone');
    const others = questions.filter((_, index) => index !== at);
    const next = { ...draft, questions: questions.toSpliced(at, 1, readQuestion(data, others)) };
    await keep(turn, person, next);
    const told = at < questions.length ? 'editor.told.changed' : 'editor.told.added';
    return summary(turn, next, { told: text(told, { number: at + 1 }) });
  }),
  verb('editor.add', nothingSchema, async (turn, { person }) => {
    const draft = await requireDraft(turn, person);
    return questionForm(draft, draft.questions.length + 1);
  }),
  verb('editor.change', partSchema, async (turn, { person, data }) => {
    const draft = await requireDraft(turn, person);
    if (data.part === SETTINGS) return settingsForm(turn, person, draft);
    return questionForm(draft, placeOf(draft, data.part));
  }),
  verb('editor.move', partSchema, async (turn, { person, data }) => {
    const draft = await requireDraft(turn, person);
    if (data.part === SETTINGS) throw new Refusal('editor_settings_stay');
    const place = placeOf(draft, data.part);
    if (place === 1) throw new Refusal('editor_first', {}, 'part');
    const moved = draft.questions.slice(place - 1, place);
    const next = {
      ...draft,
      questions: draft.questions.toSpliced(place - 1, 1).toSpliced(place - 2, 0, ...moved),
    };
    await keep(turn, person, next);
    const number = place - 1;
    return summary(turn, next, { told: text('editor.told.moved', { number }), picked: String(number) });
  }),
  verb('editor.remove', partSchema, async (turn, { person, data }) => {
    const draft = await requireDraft(turn, person);
    if (data.part === SETTINGS) throw new Refusal('editor_settings_stay');
    const number = placeOf(draft, data.part);
    const next = { ...draft, questions: draft.questions.toSpliced(number - 1, 1) };
    await keep(turn, person, next);
    return summary(turn, next, { told: text('editor.told.removed', { number }) });
  }),
  verb('editor.preview', nothingSchema, async (turn, { person }) =>
    preview(turn, person, await requireDraft(turn, person)),
  ),
  verb('editor.try', nothingSchema, async (turn, { person }) =>
    trial(turn, (await surveyOf(turn, await requireDraft(turn, person))).survey),
  ),
  verb('editor.send', nothingSchema, async (turn, { person }) =>
    sendDraft(turn, person, await requireDraft(turn, person)),
  ),
  verb('editor.drop', z.looseObject({ sure: z.boolean().optional() }), async (turn, { person, data }) => {
    const draft = await requireDraft(turn, person);
    if (!data.sure) return askToDrop(draft);
    await dropDraft(turn.tx, person.id);
    return notice(text('editor.dropped'), [text('editor.dropped_next')], [], 'replace');
  }),
];

/** `told`: what was just done, and how to undo it; `picked`: the part that is chosen in the list. */
async function summary(
  turn: Turn,
  draft: SurveyDraft,
  {
    mode = 'replace',
    told = '',
    picked = '',
  }: { mode?: 'message' | 'replace'; told?: string; picked?: string } = {},
): Promise<ReplyMessage> {
  return { mode, template: 'survey-edit', data: { ...(await summaryData(turn, draft)), told, picked } };
}

async function requireDraft(turn: Turn, person: Person): Promise<SurveyDraft> {
  const draft = await findDraft(turn.tx, person.id);
  if (!draft) throw new Refusal('editor_gone');
  return draft;
}

function keep(turn: Turn, person: Person, draft: SurveyDraft): Promise<void> {
  return saveDraft(turn.tx, person.id, draft, turn.today.toString());
}

/** The question that somebody picked in the list, from 1. */
function placeOf({ questions }: SurveyDraft, part: string | undefined): number {
  if (part === undefined) throw new Refusal('editor_part', {}, 'part');
  const place = /^\d$/.test(part) ? Number(part) : 0;
  if (place < 1 || place > questions.length) throw new Refusal('editor_gone');
  return place;
}

function askToDrop({ title }: SurveyDraft): ReplyMessage {
  return notice(
    text('editor.drop', { title: title || text('editor.untitled') }),
    [text('editor.drop_why')],
    [
      { title: text('editor.drop_sure'), data: { v: 'editor.drop', sure: true } },
      { title: text('editor.drop_not'), data: { v: 'editor.show' } },
    ],
    'replace',
  );
}
