import { Temporal } from 'temporal-polyfill';
import { isWorkingDay } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import { type Session, unusual } from '../../domain/session.ts';
import { typedDate } from '../../domain/typed-date.ts';
import { frenchDay, frenchMoment, frenchTime } from '../../engine/dates.ts';
import { sessionsInForce } from '../../engine/sessions.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';

/** A date further away is a slip of the finger. */
const FURTHEST_DAYS = 366;

/**
 * The moment of a card's date and time (`HH:MM`), local. Refuses one that does not exist, is past, is
 * too far, or falls on a day that nobody works, a public holiday too.
 */
export function readMoment(turn: Turn, date: string, time: string): Temporal.PlainDateTime {
  const starts = parse(date, time);
  if (!starts) throw new Refusal('cafe_bad_date');
  const day = starts.toPlainDate();
  const instant = starts.toZonedDateTime(turn.calendar.zone).toInstant();
  if (Temporal.Instant.compare(instant, turn.now) <= 0) throw new Refusal('cafe_date_past');
  if (turn.today.until(day).days > FURTHEST_DAYS) throw new Refusal('cafe_date_far');
  if (!isWorkingDay(turn.calendar, day)) throw new Refusal('cafe_day_off', { day: frenchDay(day) });
  return starts;
}

function parse(date: string, time: string): Temporal.PlainDateTime | null {
  const day = typedDate(date);
  if (!day || !/^\d\d?:\d\d$/.test(time)) return null;
  try {
    return day.toPlainDateTime(Temporal.PlainTime.from(time.padStart(5, '0')));
  } catch {
    return null;
  }
}

/** The working hours, in words. */
export function hoursOf({ calendar: { hours } }: Pick<Turn, 'calendar'>): { start: string; end: string } {
  const words = (time: string) => frenchTime(Temporal.PlainTime.from(time));
  return { start: words(hours.start), end: words(hours.end) };
}

/** What is allowed, and had better be known first: it is outside working hours, or another Café is then. */
export async function warningsOf(
  turn: Turn,
  session: Pick<Session, 'id' | 'starts' | 'minutes'>,
): Promise<string[]> {
  const warnings =
    unusual(turn.calendar, session) === 'hours' ? [text('cafe.warning.hours', hoursOf(turn))] : [];
  const other = (await sessionsInForce(turn)).find(
    (one) => one.id !== session.id && !one.cancelled && overlap(one, session),
  );
  if (other) {
    warnings.push(text('cafe.warning.overlap', { title: other.title, when: frenchMoment(other.starts) }));
  }
  return warnings;
}

type Span = Pick<Session, 'starts' | 'minutes'>;

function overlap(a: Span, b: Span): boolean {
  const isBefore = (one: Span, other: Span) =>
    Temporal.PlainDateTime.compare(one.starts.add({ minutes: one.minutes }), other.starts) <= 0;
  return !isBefore(a, b) && !isBefore(b, a);
}
