import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { nextDisturbable } from '../../domain/calendar.ts';
import { frenchInstant } from '../../engine/dates.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { newId } from '../../engine/random.ts';
import { availabilityOf } from '../../engine/reach.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { endFollowing } from '../../store/refresh.ts';
import type { RoundRow } from '../../store/round.ts';
import { standingOf } from './standing.ts';
import { theirRound, theirs } from './theirs.ts';
import { titleOf } from './title.ts';

/** Live messages at a time; the other rounds are a button away. */
const FOLLOWED = 3;
/** Buttons under the answer. */
const OTHERS = 5;

/** `sondage statut`: a line a round now, and a message each that keeps itself up to date. */
export async function status(turn: Turn, person: Person): Promise<ReplyMessage> {
  const rounds = (await theirs(turn, person, 'open')).toReversed();
  const title = text('survey.status.title');
  if (rounds.length === 0) return notice(title, [text('survey.status.none')]);
  const followed = rounds.slice(0, FOLLOWED);
  for (const round of followed) await follow(turn, person, round);
  const lines = await Promise.all(rounds.map((round) => statusLine(turn, round)));
  const others = rounds.slice(FOLLOWED, FOLLOWED + OTHERS).map((round) => ({
    title: text('survey.status.other', { survey: titleOf(turn, round) }),
    data: { v: 'survey.follow', round: round.id },
  }));
  return notice(title, [...lines, followingLine(turn, person, followed.length)], others);
}

export const followVerb = verb(
  'survey.follow',
  z.object({ round: z.string() }),
  async (turn, { person, data }) => {
    const round = await theirRound(turn, person, data.round);
    if (round.status === 'open') await follow(turn, person, round);
    const line = await statusLine(turn, round);
    return notice(
      text('survey.status.title'),
      round.status === 'open' ? [line, followingLine(turn, person, 1)] : [line],
    );
  },
);

async function statusLine(turn: Turn, round: RoundRow): Promise<string> {
  const { sentence } = await standingOf(turn, round);
  return text('survey.status.line', { survey: titleOf(turn, round), state: sentence });
}

/** Where the message is: below, or with the next working hours, for it is a message like any other. */
function followingLine(turn: Turn, person: Person, count: number): string {
  const at = nextDisturbable(turn.calendar, availabilityOf(turn, person), turn.now);
  return Temporal.Instant.compare(at, turn.now) <= 0
    ? text('survey.status.following', { count })
    : text('survey.status.following_later', { count, when: frenchInstant(at, turn.calendar.zone) });
}

/** One live message a round and person: a new one takes the place of the one before, which says so. */
async function follow(turn: Turn, person: Person, round: RoundRow): Promise<void> {
  await endFollowing(turn.tx, person.id, 'survey-status', round.id);
  await turn.plan({
    campaign: `follow/${newId(turn.random)}`,
    template: 'survey-status',
    params: { round: round.id },
    to: [person],
    at: turn.now,
    until: Temporal.Instant.from(round.closes_at),
    solicited: true,
    live: true,
    priority: 1,
  });
}
