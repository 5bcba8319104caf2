import type { DigestData } from '../../../domain/digest.ts';
import { MILESTONES } from '../../../domain/milestone.ts';
import { text } from '../../../engine/texts.ts';
import { clip, enumerate } from '../words/figures.ts';
import type { Line } from '../words/lines.ts';

const TITLE = 45;

/** What the leadership has left unanswered since an earlier review, then what it has answered. */
export function followupLine({ followup }: DigestData): Line | null {
  if (!followup) return null;
  const open = MILESTONES.flatMap((since) => {
    const titles = followup.unanswered
      .filter((one) => one.since === since)
      .map(({ title }) => clip(title, TITLE));
    if (titles.length === 0) return [];
    const values = { count: titles.length, since: since.replace('J', 'J+'), list: enumerate(titles) };
    return [text('followup.line.unanswered', values)];
  });
  const closed = followup.answered.map(({ title, state }) =>
    text('followup.line.one', { title: clip(title, TITLE), state: text(`followup.inline.${state}`) }),
  );
  const answered = closed.length > 0 ? [text('followup.line.answered', { list: enumerate(closed) })] : [];
  const label = text('followup.label');
  const short = text('followup.line.short', { open: followup.unanswered.length, closed: closed.length });
  return { label, text: [...open, ...answered].join(' '), short };
}
