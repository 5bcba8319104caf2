import { frenchMoment } from '../../engine/dates.ts';
import type { Order, ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { askToCancel } from './cancel.ts';
import { choicesOf, MOST_CHOICES } from './choices.ts';
import { moveCard } from './move.ts';
import { hosted } from './sessions.ts';

/** `cafe annuler` and `cafe deplacer`: which one, where one looks after several. */
export async function chooseChange(turn: Turn, order: Order, what: 'cancel' | 'move'): Promise<ReplyMessage> {
  const sessions = await hosted(turn, order);
  const [only] = sessions;
  if (!only) return notice(text('cafe.heading'), [text('cafe.none')]);
  if (sessions.length === 1)
    return what === 'cancel' ? askToCancel(turn, order.person, only, 'message') : moveCard(only, 'message');
  const shown = sessions.slice(0, MOST_CHOICES);
  const lines = shown.map(({ title, starts }) =>
    text('cafe.choose.line', { title, when: frenchMoment(starts) }),
  );
  const buttons = choicesOf(shown, (session) => ({ v: `cafe.${what}`, session }));
  return notice(text(`cafe.${what}.which`), lines, buttons);
}
