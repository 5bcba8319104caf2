import { Temporal } from 'temporal-polyfill';
import { atLocal, halfDayOf } from '../domain/calendar.ts';
import { hasEnded, isPaused, weeklyCardOn } from '../domain/wave.ts';
import { addAttention, attentionGiven, forgetAttentionBefore } from '../store/attention.ts';
import type { OutboxRow } from '../store/outbox.ts';
import { findPerson, type Person } from '../store/person.ts';
import { stamp } from './clock.ts';
import { momentFor } from './moment.ts';
import { BY_HAND, USUAL } from './plan.ts';
import { availabilityOf } from './reach.ts';
import { secretToken } from './seal.ts';
import type { Turn } from './turn.ts';

/**
 * The weekly cap: unsolicited messages are counted from Monday, under tokens that only the secret can make (a count
 * would tell who got a reminder, hence who stayed silent). A reminder leaves room for the weekly card to come, and so
 * does what can wait. Nobody gets two of them in one half-day either, unless somebody launches one by hand: after a
 * week-end, a holiday or a stop, what waited comes one at a time.
 */
export type Attention = {
  isSpent(turn: Turn, row: OutboxRow, personId: string): Promise<boolean>;
  /** Until which instant somebody who just got an unsolicited message is left alone; null: this one may leave. */
  restUntil(turn: Turn, row: OutboxRow, person: Person): Promise<string | null>;
  spend(turn: Turn, row: OutboxRow, personId: string): Promise<void>;
};

export function createAttention(secret: Uint8Array): Attention {
  const token = (personId: string) => secretToken(secret, 'attention', personId);
  // Another token each half-day: the database alone does not tell that two of them are one person's.
  const halfDay = (turn: Turn, person: Person) => {
    const { date, half, over } = halfDayOf(turn.calendar, availabilityOf(turn, person), turn.now);
    const id = secretToken(secret, 'attention half-day', `${date}/${half} ${person.id}`);
    return { week: mondayOf(date), id, over };
  };
  return {
    async isSpent(turn, row, personId) {
      if (row.solicited) return false;
      const given = await attentionGiven(turn.tx, mondayOf(turn.today), token(personId));
      const waits = row.ephemeral || row.priority > USUAL;
      const reserved = waits && weeklyCardAhead(turn) ? 1 : 0;
      return given + reserved >= turn.programme.rhythm.weeklyCap;
    },
    async restUntil(turn, row, person) {
      if (row.solicited || row.priority === BY_HAND) return null;
      const { week, id, over } = halfDay(turn, person);
      if ((await attentionGiven(turn.tx, week, id)) === 0) return null;
      return stamp(momentFor(turn, person, over, row));
    },
    async spend(turn, row, personId) {
      if (row.solicited) return;
      const monday = mondayOf(turn.today);
      const person = await findPerson(turn.tx, personId);
      if (person) {
        const { week, id } = halfDay(turn, person);
        await addAttention(turn.tx, week, id);
      }
      const given = await addAttention(turn.tx, monday, token(personId));
      if (given === 1) await forgetAttentionBefore(turn.tx, monday);
    },
  };
}

/** The first day of the next week of attention. */
export function nextMonday(turn: Turn): Temporal.PlainDate {
  return turn.today.add({ days: 8 - turn.today.dayOfWeek });
}

function mondayOf(date: Temporal.PlainDate): string {
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

/** Whether a wave sends its weekly card later in this calendar week. */
function weeklyCardAhead(turn: Turn): boolean {
  const end = nextMonday(turn);
  return turn.programme.waves.some((wave) => {
    if (isPaused(wave) || hasEnded(wave)) return false;
    const launch = Temporal.PlainDate.from(wave.launchDate);
    const current = Math.floor(launch.until(turn.today).days / 7) + 1;
    return [current, current + 1].some((week) => {
      const date = week >= 1 && week <= wave.weeks ? weeklyCardOn(turn.calendar, launch, week) : null;
      if (!date || Temporal.PlainDate.compare(date, end) >= 0) return false;
      const at = atLocal(turn.calendar, date, turn.programme.rhythm.weeklyTime);
      return Temporal.Instant.compare(at, turn.now) > 0;
    });
  });
}
