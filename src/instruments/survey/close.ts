import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { closeRound } from '../../engine/closing.ts';
import { frenchInstant } from '../../engine/dates.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { note } from '../../engine/journal.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import type { RoundRow } from '../../store/round.ts';
import { BUTTONS } from './buttons.ts';
import { linesOf } from './results.ts';
import { theirRound, theirs } from './theirs.ts';
import { titleOf } from './title.ts';

/** A round is closed by hand after two days at the earliest: sooner, a closing could be timed to single out answers. */
const CLOSE_AFTER_HOURS = 48;

/** `sondage clore`: which one, and what that does. */
export async function closable(turn: Turn, person: Person): Promise<ReplyMessage> {
  const rounds = await theirs(turn, person, 'open');
  if (rounds.length === 0) return notice(text('survey.close.title'), [text('survey.status.none')]);
  return closingNotice(turn, rounds.slice(0, BUTTONS));
}

function closingNotice(turn: Turn, rounds: RoundRow[]): ReplyMessage {
  return notice(
    text('survey.close.title'),
    [text('survey.close.body', { hours: CLOSE_AFTER_HOURS })],
    rounds.map((round) => ({
      title: text('survey.close.button', { survey: titleOf(turn, round) }),
      data: { v: 'survey.close', round: round.id },
    })),
  );
}

/** `ask`: says first what it does, where a tap beside another button would be easily made. */
export const closeVerb = verb(
  'survey.close',
  z.object({ round: z.string(), ask: z.boolean().optional() }),
  async (turn, { person, data }) => {
    const round = await theirRound(turn, person, data.round);
    if (round.status === 'closed') throw new Refusal('round_closed');
    const since = Temporal.Instant.from(round.opened_at).add({ hours: CLOSE_AFTER_HOURS });
    if (Temporal.Instant.compare(turn.now, since) < 0) {
      throw new Refusal('survey_too_soon', { when: frenchInstant(since, turn.calendar.zone) });
    }
    if (data.ask) return closingNotice(turn, [round]);
    await closeRound(turn, round.id);
    await note(turn, person.id, 'survey.close', round.id);
    const closed = { ...round, status: 'closed' as const };
    return notice(
      titleOf(turn, round),
      [text('survey.closed_now'), ...(await linesOf(turn, closed))],
      [],
      'replace',
    );
  },
);
