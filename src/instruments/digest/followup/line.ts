import type { DigestData } from '../../../domain/digest.ts';
import { MILESTONES } from '../../../domain/milestone.ts';
import { text } from '../../../engine/texts.ts';
import { clip, enumerate } from '../words/figures.ts';
import type { Line } from '../words/lines.ts';
import { CARD } from '../words/room.ts';
import { keptTogether } from '../words/spaces.ts';

/** What the leadership has left unanswered since an earlier review, then what it has answered. */
export function followupLine({ followup }: DigestData, room = CARD): Line | null {
  if (!followup) return null;
  const named = (title: string) => keptTogether(clip(title, room.choice));
  const open = MILESTONES.flatMap((since) => {
    const titles = followup.unanswered.filter((one) => one.since === since).map(({ title }) => named(title));
    if (titles.length === 0) return [];
    const values = { count: titles.length, since: since.replace('J', 'J+'), list: enumerate(titles) };
    return [text('followup.line.unanswered', values)];
  });
  const closed = followup.answered.map(({ title, state }) =>
    text('followup.line.one', { title: named(title), state: text(`followup.inline.${state}`) }),
  );
  const answered = closed.length > 0 ? [text('followup.line.answered', { list: enumerate(closed) })] : [];
  const label = text('followup.label');
  const short = text('followup.line.short', { open: followup.unanswered.length, closed: closed.length });
  return { label, text: [...open, ...answered].join(' '), short };
}
