import { z } from 'zod';
import { publicParticipation } from '../../domain/publishing.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { definitionOf } from '../../engine/rounds.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { countInvited, countSealed, type RoundRow } from '../../store/round.ts';
import { BUTTONS } from './buttons.ts';
import { APART_HOURS, MOST_REMINDERS, remindingOf, remindNow } from './reminders.ts';
import { theirRound, theirs } from './theirs.ts';
import { titleOf } from './title.ts';

/** `sondage relancer`: which one, and what that does. */
export async function remindable(turn: Turn, person: Person): Promise<ReplyMessage> {
  const rounds = await theirs(turn, person, 'open');
  const title = text('survey.remind.title');
  if (rounds.length === 0) return notice(title, [text('survey.status.none')]);
  return notice(
    title,
    [text('survey.remind.body', { most: MOST_REMINDERS, hours: APART_HOURS })],
    rounds.slice(-BUTTONS).map((round) => ({
      title: text('survey.remind.button', { survey: titleOf(turn, round) }),
      data: { v: 'survey.remind', round: round.id },
    })),
  );
}

export const remindVerb = verb(
  'survey.remind',
  z.object({ round: z.string() }),
  async (turn, { person, data }) => {
    const round = await theirRound(turn, person, data.round);
    await remindNow(turn, round);
    const { sent } = await remindingOf(turn, round);
    return notice(text('survey.reminded.title', { survey: titleOf(turn, round) }), [
      await atMost(turn, round),
      text(sent < MOST_REMINDERS ? 'survey.reminded.left' : 'survey.reminded.last'),
    ]);
  },
);

/**
 * How many were reminded, at most: the invited less the participation that is shown. Rounding the silent by
 * themselves would add to what that tells: with both, eleven of sixteen could not be told from ten, but from twelve.
 */
async function atMost(turn: Turn, round: RoundRow): Promise<string> {
  const invited = await countInvited(turn.tx, round.id);
  const answered = publicParticipation(
    invited,
    await countSealed(turn.tx, round.id),
    definitionOf(round).thresholds,
  );
  return answered === null
    ? text('survey.reminded.silent')
    : text('survey.reminded.count', { count: invited - answered });
}
