import { Temporal } from 'temporal-polyfill';
import { publicParticipation } from '../../domain/publishing.ts';
import { isCancelled } from '../../engine/cancelling.ts';
import { readFrozen } from '../../engine/closing.ts';
import { frenchInstant } from '../../engine/dates.ts';
import { definitionOf, isOpen } from '../../engine/rounds.ts';
import { text, textOf } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { countInvited, countSealed, type RoundRow } from '../../store/round.ts';

/** How a round stands, for who may follow it. `answered`: in steps of five while it is open; null: not to be shown. */
export type Standing = {
  state: 'open' | 'closed' | 'cancelled';
  invited: number;
  answered: number | null;
  hasResults: boolean;
  sentence: string;
};

export async function standingOf(turn: Turn, round: RoundRow): Promise<Standing> {
  const invited = await countInvited(turn.tx, round.id);
  if (round.status === 'open') {
    const { thresholds } = definitionOf(round);
    const answered = publicParticipation(invited, await countSealed(turn.tx, round.id), thresholds);
    const closes = frenchInstant(Temporal.Instant.from(round.closes_at), turn.calendar.zone);
    const values = { invited, answered, closes };
    const key = !isOpen(turn, round) ? 'closing' : answered === null ? 'open_small' : 'open';
    return {
      state: 'open',
      invited,
      answered,
      hasResults: false,
      sentence: text(`survey.standing.${key}`, values),
    };
  }
  if (await isCancelled(turn, round)) {
    const sentence = text('survey.standing.cancelled');
    return { state: 'cancelled', invited, answered: null, hasResults: false, sentence };
  }
  const frozen = await readFrozen(turn, round.id);
  if (frozen?.kind !== 'survey') {
    const sentence = text('survey.standing.lost');
    return { state: 'closed', invited, answered: null, hasResults: false, sentence };
  }
  const { result } = frozen;
  if (result.hidden) {
    const sentence = textOf(`hidden.${result.reason}`) ?? text('survey.standing.lost');
    return { state: 'closed', invited, answered: null, hasResults: false, sentence };
  }
  const { answered } = result;
  const sentence = text('survey.standing.closed', { answered, invited: result.invited });
  return { state: 'closed', invited: result.invited, answered, hasResults: true, sentence };
}
