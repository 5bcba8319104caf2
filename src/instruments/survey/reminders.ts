import { Temporal } from 'temporal-polyfill';
import { nextDisturbable } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import { stamp } from '../../engine/clock.ts';
import { frenchInstant } from '../../engine/dates.ts';
import type { Occurrence } from '../../engine/instrument.ts';
import { isOpen } from '../../engine/rounds.ts';
import type { Turn } from '../../engine/turn.ts';
import { claimOccurrence, doneAmong } from '../../store/occurrence.ts';
import { listPeople } from '../../store/person.ts';
import { findRound, type RoundRow, roundPeople } from '../../store/round.ts';

/** When, in its life, a round reminds those who are silent: two reminders at most, asked for by hand or not. */
const REMINDERS = [0.4, 0.75];
/** Between the card and a reminder, and between two of them. */
export const APART_HOURS = 48;

/** Where a round stands: how many reminders are used up, and when the next one may leave and will leave by itself. */
export type Reminding = {
  sent: number;
  next: { number: number; mayAt: Temporal.Instant; at: Temporal.Instant } | null;
};

export const MOST_REMINDERS = REMINDERS.length;

export async function remindingOf(turn: Turn, round: RoundRow): Promise<Reminding> {
  const keys = REMINDERS.map((_, index) => keyOf(round, index + 1));
  const done = await doneAmong(turn.tx, keys);
  const used = new Set(done.map(({ key }) => key));
  const number = keys.findIndex((key) => !used.has(key)) + 1;
  const sent = done.filter(({ outcome }) => outcome === 'done');
  const share = REMINDERS[number - 1];
  if (share === undefined) return { sent: sent.length, next: null };
  const opened = Temporal.Instant.from(round.opened_at);
  const closes = Temporal.Instant.from(round.closes_at);
  const life = closes.epochMilliseconds - opened.epochMilliseconds;
  const [last = round.opened_at] = sent.map(({ done_at }) => done_at).toSorted((a, b) => (a < b ? 1 : -1));
  const mayAt = workingMoment(turn, Temporal.Instant.from(last).add({ hours: APART_HOURS }));
  const usual = workingMoment(turn, opened.add({ milliseconds: Math.floor(life * share) }));
  const at = Temporal.Instant.compare(mayAt, usual) > 0 ? mayAt : usual;
  return { sent: sent.length, next: { number, mayAt, at } };
}

/** In working hours: the rows that name the silent do not wait through a night or a week-end. */
function workingMoment({ calendar }: Turn, instant: Temporal.Instant): Temporal.Instant {
  return nextDisturbable(calendar, { zone: calendar.zone, days: calendar.hours.days }, instant);
}

/** The next reminder of a round, by itself. */
export async function remindersOf(turn: Turn, round: RoundRow): Promise<Occurrence[]> {
  const closes = Temporal.Instant.from(round.closes_at);
  const { next } = await remindingOf(turn, round);
  if (!next) return [];
  const run = (inner: Turn) => remindSilent(inner, round.id, next.number, closes);
  return [{ key: keyOf(round, next.number), at: next.at, until: closes, run }];
}

/**
 * The next reminder at once, in the place of the one that would have left by itself. Throws a Refusal with the moment
 * from which it is possible.
 */
export async function remindNow(turn: Turn, round: RoundRow): Promise<void> {
  if (!isOpen(turn, round)) throw new Refusal('round_closed');
  const { next } = await remindingOf(turn, round);
  if (!next) throw new Refusal('survey_reminded', { most: MOST_REMINDERS });
  const now = workingMoment(turn, turn.now);
  const from = Temporal.Instant.compare(now, next.mayAt) > 0 ? now : next.mayAt;
  if (stamp(from) >= round.closes_at) throw new Refusal('survey_remind_never');
  if (stamp(from) > stamp(turn.now)) {
    throw new Refusal('survey_remind_soon', { when: frenchInstant(from, turn.calendar.zone) });
  }
  const done = stamp(turn.now);
  await claimOccurrence(turn.tx, {
    key: keyOf(round, next.number),
    at: done,
    done_at: done,
    outcome: 'done',
  });
  await remindSilent(turn, round.id, next.number, Temporal.Instant.from(round.closes_at));
}

function keyOf({ id }: Pick<RoundRow, 'id'>, number: number): string {
  return `remind/${id}/${number}`;
}

/**
 * Only the silent are reminded: whoever has answered is passed over when the message is drawn. It is planned for
 * everybody all the same, so that rows that wait say nothing, and weighs on everybody's week, so that what the weekly
 * cap then holds back does not either.
 */
async function remindSilent(
  turn: Turn,
  roundId: string,
  number: number,
  until: Temporal.Instant,
): Promise<void> {
  const round = await findRound(turn.tx, roundId);
  if (!round || round.status === 'closed') return;
  const invited = new Set((await roundPeople(turn.tx, roundId)).map((row) => row.personId));
  await turn.plan({
    campaign: `${roundId}/reminder/${number}`,
    template: 'survey',
    params: { round: roundId, reminder: true },
    to: (await listPeople(turn.tx)).filter(({ id }) => invited.has(id)),
    at: turn.now,
    until,
    ephemeral: true,
    priority: 4,
  });
}
