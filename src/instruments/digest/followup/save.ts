import { z } from 'zod';
import { Refusal } from '../../../domain/errors.ts';
import { ANSWER_LIMIT, ANSWER_STATES, type AnswerState } from '../../../domain/followup.ts';
import { verb } from '../../../engine/instrument.ts';
import { text } from '../../../engine/texts.ts';
import type { Turn } from '../../../engine/turn.ts';
import { deleteDraft, saveDraft } from '../../../store/irritant-answer.ts';
import type { Person } from '../../../store/person.ts';
import { oneLine } from '../one-line.ts';
import { type Asking, fingerprintOf, type Item, isSettled, requireAsking } from './asked.ts';
import { signatureOf } from './author.ts';
import { form } from './form.ts';
import { review } from './publish.ts';

const formSchema = z
  .object({ wave: z.string().max(64), subjects: z.string().max(600), seen: z.string().max(20) })
  .catchall(z.unknown());
const fieldSchema = z.object({
  words: oneLine.default(''),
  state: z.enum(ANSWER_STATES).or(z.literal('')).default(''),
});
type Field = { words: string; state: AnswerState } | null;

/** Keeps what was written as drafts, and shows exactly what agents will read. The last one to write has the word. */
export const answerVerb = verb('digest.answer', formSchema, async (turn, { person, data }) => {
  const asking = await requireAsking(turn, data.wave);
  const seen = data.seen === fingerprintOf(asking.drafts);
  const notes: string[] = [];
  for (const [index, key] of data.subjects.split(',').entries()) {
    const item = asking.items.find((one) => one.key === key);
    if (!item) throw new Refusal('followup_changed');
    const field = readField(item, data[`words_${index + 1}`], data[`state_${index + 1}`]);
    if (field) notes.push(...(await keep(turn, asking, item, field, person)));
    // Left empty by somebody who never saw what a colleague wrote there, it takes nothing away.
    else if (seen || item.draft?.person_id === person.id) await deleteDraft(turn.tx, data.wave, key);
  }
  const now = await requireAsking(turn, data.wave);
  if (now.drafts.length > 0) return review(turn, now, notes);
  if (asking.drafts.length === 0) throw new Refusal('empty_answer');
  return form(turn, now, 'replace');
});

/** Null: left empty. */
function readField(item: Item, typed: unknown, chosen: unknown): Field {
  const { words, state } = fieldSchema.parse({ words: typed, state: chosen });
  if (words.length > ANSWER_LIMIT) throw new Refusal('text_too_long', { limit: ANSWER_LIMIT });
  if (words === '' && state === '') return null;
  if (words === '' || state === '') throw new Refusal('followup_half', { title: item.title });
  return { words, state };
}

/** Resolves with what its author should know: whose words theirs replace. */
async function keep(
  turn: Turn,
  asking: Asking,
  item: Item,
  field: Exclude<Field, null>,
  person: Person,
): Promise<string[]> {
  if (isSettled(asking, item)) throw new Refusal('followup_settled', { title: item.title });
  const { draft, key, title } = item;
  if (draft?.words === field.words && draft.state === field.state) return [];
  await saveDraft(turn.tx, {
    ...field,
    wave: asking.wave.id,
    subject: key,
    milestone: asking.milestone,
    title,
    person_id: person.id,
    written_on: turn.today.toString(),
  });
  if (!draft || draft.person_id === person.id) return [];
  return [text('followup.review.replaced', { title, ...(await signatureOf(turn, draft)) })];
}
