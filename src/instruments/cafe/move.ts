import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { isSameSchedule, scheduleOf } from '../../domain/session.ts';
import { frenchMoment } from '../../engine/dates.ts';
import { type ReplyMessage, verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import type { SessionInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import { toTell } from './announce.ts';
import { wasText } from './changes.ts';
import { announcedLines, decide, theirs } from './decide.ts';
import { readMoment, warningsOf } from './moment.ts';

const LONGEST_PLACE = 100;

const moveSchema = z.object({
  session: z.string(),
  date: z.string().optional(),
  time: z.string().optional(),
  place: z.string().max(10_000).optional(),
  sure: z.literal(true).optional(),
  again: z.literal(true).optional(),
});

/** The card, then what it would do, then it is done. `again` goes back to the card, as it was filled. */
export const moveVerb = verb('cafe.move', moveSchema, async (turn, { person, data }) => {
  const session = await theirs(turn, person, data.session);
  if (data.date === undefined && data.time === undefined && data.place === undefined) {
    return moveCard(session, 'replace');
  }
  const now = scheduleOf(session);
  const date = data.date || now.starts.slice(0, 10);
  const time = data.time || now.starts.slice(11);
  const place = (data.place ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim() || now.place;
  if (data.again) return moveCard(session, 'replace', { date, time, place });
  if (place.length > LONGEST_PLACE) throw new Refusal('text_too_long', { limit: LONGEST_PLACE });
  const isMoved = `${date}T${time.padStart(5, '0')}` !== now.starts;
  const starts = isMoved ? readMoment(turn, date, time) : session.starts;
  const after = { ...session, starts, place };
  if (isSameSchedule(scheduleOf(after), now)) throw new Refusal('cafe_unchanged');
  if (!data.sure) return askToMove(turn, person, session, after, { date, time, place });
  const announced = await decide(turn, after, person);
  return notice(
    text('cafe.move.done', { title: session.title }),
    [text('cafe.where', { when: frenchMoment(starts), place }), ...announcedLines(announced)],
    [],
    'replace',
  );
});

type Typed = { date: string; time: string; place: string };

export function moveCard(session: SessionInForce, mode: 'message' | 'replace', typed?: Typed): ReplyMessage {
  const { starts, place } = scheduleOf(session);
  const { id, title } = session;
  const known = { date: starts.slice(0, 10), time: starts.slice(11), place };
  const now = text('cafe.where', { when: frenchMoment(session.starts), place });
  return {
    mode,
    template: 'cafe-move',
    data: { id, title, now, longest: LONGEST_PLACE, ...(typed ?? known) },
  };
}

async function askToMove(
  turn: Turn,
  author: Person,
  before: SessionInForce,
  after: SessionInForce,
  typed: Typed,
): Promise<ReplyMessage> {
  const count = (await toTell(turn, before, author)).length;
  const data = { v: 'cafe.move', session: before.id, ...typed };
  return notice(
    text('cafe.move.title', { title: before.title }),
    [
      text('cafe.where', { when: frenchMoment(after.starts), place: after.place }),
      wasText(scheduleOf(before)),
      ...(await warningsOf(turn, after)),
      text('cafe.move.ask', { count }),
    ],
    [
      { title: text('cafe.move.yes'), data: { ...data, sure: true } },
      { title: text('cafe.correct'), data: { ...data, again: true } },
    ],
    'replace',
  );
}
