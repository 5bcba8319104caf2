import { Temporal } from 'temporal-polyfill';
import { frenchInstant } from '../../engine/dates.ts';
import type { CardData, Week } from '../../engine/instrument.ts';
import { hasAnswered, isOpen } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { openRoundsOf } from '../../store/round.ts';
import { isOurs, titleOf } from './title.ts';

/**
 * The weekly card recalls a survey to who has not answered it, so that it need not cost a message. It is drawn when
 * it is sent and when it is answered: nothing of it is kept.
 */
export async function surveyPart(turn: Turn, _week: Week, person: Person): Promise<CardData | null> {
  for (const round of await openRoundsOf(turn.tx, person.id, 'survey')) {
    if (!isOurs(round) || !isOpen(turn, round) || (await hasAnswered(turn, round, person.id))) continue;
    const closes = frenchInstant(Temporal.Instant.from(round.closes_at), turn.calendar.zone);
    // No reason to send a card by itself: who got one, and who did not, would tell who has answered.
    const until = text('survey.weekly_until', { closes });
    return { round: round.id, title: titleOf(turn, round), until, quiet: true };
  }
  return null;
}
