import { cancelledOn, shutRound } from '../store/cancelled-round.ts';
import { withdrawCodes } from '../store/code.ts';
import { cancelPlanned } from '../store/outbox.ts';
import { refreshSent } from '../store/refresh.ts';
import type { RoundRow } from '../store/round.ts';
import { setSetting } from '../store/setting.ts';
import { SCRUB_DUE } from './closing.ts';
import type { Turn } from './turn.ts';

/**
 * Calls a round off for good, in one transaction: what was still to be sent is not, codes on paper no longer work, the
 * answers are destroyed unread, and every card that was sent is shown again without inputs.
 */
export async function cancelRound(turn: Turn, round: RoundRow): Promise<void> {
  if (round.status === 'closed') return;
  await shutRound(turn.tx, round.id, turn.today.toString());
  await withdrawCodes(turn.tx, round.id);
  await cancelPlanned(turn.tx, round.id, 'cancelled');
  await refreshSent(turn.tx, round.id);
  await setSetting(turn.tx, SCRUB_DUE, '1');
}

export async function isCancelled(turn: Pick<Turn, 'tx'>, round: Pick<RoundRow, 'id'>): Promise<boolean> {
  return (await cancelledOn(turn.tx, round.id)) !== null;
}
