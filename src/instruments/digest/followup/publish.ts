import { z } from 'zod';
import { MILESTONES } from '../../../domain/milestone.ts';
import { overOn, type WaveDefinition } from '../../../domain/wave.ts';
import { frenchDay, frenchInstant } from '../../../engine/dates.ts';
import { type ReplyMessage, verb } from '../../../engine/instrument.ts';
import { note } from '../../../engine/journal.ts';
import { notice } from '../../../engine/notice.ts';
import { text } from '../../../engine/texts.ts';
import type { Turn } from '../../../engine/turn.ts';
import { publishDrafts } from '../../../store/irritant-answer.ts';
import { enumerate } from '../words/figures.ts';
import { answerLines, byWeight } from './answer-lines.ts';
import { type Asking, fingerprintOf, isSettled, requireAsking } from './asked.ts';
import { signatureOf } from './author.ts';
import type { NextReturn } from './returns.ts';

/** Exactly what agents will read and when; who wrote it is for the leadership only: in their channel they all read it. */
export async function review(turn: Turn, asking: Asking, notes: readonly string[]): Promise<ReplyMessage> {
  const { wave, next } = asking;
  const drafts = byWeight(asking.drafts, asking.order);
  const authors: string[] = [];
  for (const draft of drafts) {
    const values = { title: draft.title, ...(await signatureOf(turn, draft)) };
    authors.push(text('followup.review.author', values));
  }
  return {
    mode: 'replace',
    template: 'followup-review',
    data: {
      wave: wave.id,
      seen: fingerprintOf(asking.drafts),
      when: whenText(turn, wave, next, 'review'),
      answers: answerLines(drafts),
      notes: [...notes, ...authors].map((note) => ({ note })),
    },
  };
}

function whenText(turn: Turn, wave: WaveDefinition, next: NextReturn, place: 'review' | 'published'): string {
  if ('paused' in next) {
    const isOver = overOn(wave).toString() <= turn.today.toString();
    return text(isOver ? `followup.${place}.paused_over` : `followup.${place}.paused`);
  }
  if ('at' in next) {
    return text(`followup.${place}.at`, { when: frenchInstant(next.at, turn.calendar.zone) });
  }
  const values = { milestone: next.milestone.replace('J', 'J+'), on: frenchDay(next.on) };
  return text(`followup.${place}.later`, values);
}

/** Publishes what was shown, once. What was written since is shown first: nobody publishes what they have not read. */
export const publishVerb = verb(
  'digest.publish',
  z.object({ wave: z.string().max(64), seen: z.string().max(20) }),
  async (turn, { person, data }) => {
    const before = await requireAsking(turn, data.wave);
    if (before.drafts.length === 0) return published(turn, before);
    if (data.seen !== fingerprintOf(before.drafts)) {
      return review(turn, before, [text('followup.review.changed')]);
    }
    await publishDrafts(turn.tx, data.wave, turn.today.toString());
    await note(turn, person.id, 'followup.publish', data.wave);
    return published(turn, await requireAsking(turn, data.wave));
  },
);

/** What is published and when agents read it; the same the second time. */
function published(turn: Turn, asking: Asking): ReplyMessage {
  const { wave, items, next } = asking;
  const open = items.filter((item) => !isSettled(asking, item) && !item.published);
  const waiting = items.some(({ published: answer }) => answer !== null && answer.campaign === null);
  const isLast = asking.milestone === MILESTONES.at(-1);
  const list = enumerate(open.map(({ title }) => title));
  const rest =
    open.length > 0
      ? [text(isLast ? 'followup.published.open_last' : 'followup.published.open', { list })]
      : [];
  const actions =
    open.length > 0
      ? [{ title: text('followup.published.more'), data: { v: 'digest.irritants', wave: wave.id } }]
      : [];
  const when = waiting ? whenText(turn, wave, next, 'published') : text('followup.published.gone');
  return notice(text('followup.published.title', { wave: wave.name }), [when, ...rest], actions, 'replace');
}
