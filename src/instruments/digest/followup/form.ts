import { z } from 'zod';
import { Refusal } from '../../../domain/errors.ts';
import { ANSWER_LIMIT, ANSWER_STATES } from '../../../domain/followup.ts';
import { type CardData, type ReplyMessage, verb } from '../../../engine/instrument.ts';
import { text } from '../../../engine/texts.ts';
import type { Turn } from '../../../engine/turn.ts';
import { listDigests } from '../../../store/digest.ts';
import { answerText } from './answer-lines.ts';
import { type Asking, fingerprintOf, type Item, isSettled, requireAsking } from './asked.ts';
import { signatureOf } from './author.ts';

const waveSchema = z.string().max(64);

/** « Répondre aux irritants »: the form, whichever review its button is under. */
export const openVerb = verb(
  'digest.irritants',
  z.object({ wave: waveSchema.optional() }),
  async (turn, { data, params }) => {
    const wave = await waveOf(turn, data.wave, params);
    return form(turn, await requireAsking(turn, wave), 'message');
  },
);

/** The wave of the button, else of the message, else of the last review posted. */
async function waveOf(
  turn: Turn,
  asked: string | undefined,
  params: Record<string, unknown>,
): Promise<string> {
  const { wave } = z.object({ wave: waveSchema.optional() }).parse(params);
  const last = (await listDigests(turn.tx)).findLast(({ status }) => status === 'posted');
  const found = asked ?? wave ?? last?.wave;
  if (found === undefined) throw new Refusal('unknown_action');
  return found;
}

export async function form(turn: Turn, asking: Asking, mode: 'message' | 'replace'): Promise<ReplyMessage> {
  const { wave, items, drafts } = asking;
  const open = items.filter((item) => !isSettled(asking, item));
  const data: CardData = {
    wave: wave.id,
    waveName: wave.name,
    seen: fingerprintOf(drafts),
    subjects: open.map(({ key }) => key).join(','),
    items: await Promise.all(open.map((item, index) => field(turn, item, index))),
    settled: items
      .filter((item) => isSettled(asking, item))
      .flatMap(({ title, published }) => {
        if (!published) return [];
        return [{ settled: text('followup.form.settled', { title, answer: answerText(published) }) }];
      }),
    canAnswer: open.length > 0,
    limit: ANSWER_LIMIT,
  };
  return { mode, template: 'followup-form', data };
}

async function field(turn: Turn, item: Item, index: number): Promise<CardData> {
  const { title, evidence, since, published, draft } = item;
  const number = index + 1;
  const before = [
    text('followup.form.since', { evidence, since: since.replace('J', 'J+') }),
    ...(published ? [text('followup.form.published', { answer: answerText(published) })] : []),
    ...(draft ? [text('followup.form.draft', await signatureOf(turn, draft))] : []),
  ];
  return {
    title: text('followup.form.title', { number, title }),
    before: before.join(' '),
    stateId: `state_${number}`,
    stateLabel: text('followup.form.state', { number }),
    state: draft?.state ?? '',
    choices: ANSWER_STATES.map((value) => ({ value, name: text(`followup.state.${value}`) })),
    wordsId: `words_${number}`,
    wordsLabel: text('followup.form.words', { number, limit: ANSWER_LIMIT }),
    words: draft?.words ?? '',
  };
}

/** Back to the form, from what agents will read. */
export const reviseVerb = verb('digest.revise', z.object({ wave: waveSchema }), async (turn, { data }) =>
  form(turn, await requireAsking(turn, data.wave), 'replace'),
);
