import { Temporal } from 'temporal-polyfill';
import { atLocal } from '../domain/calendar.ts';
import { hasEnded, isPaused, weeklyCardOn } from '../domain/wave.ts';
import { addAttention, attentionGiven, forgetAttentionBefore } from '../store/attention.ts';
import type { OutboxRow } from '../store/outbox.ts';
import { USUAL } from './plan.ts';
import { secretToken } from './seal.ts';
import type { Turn } from './turn.ts';

/**
 * The weekly cap: unsolicited messages are counted from Monday, under tokens that only the secret can make (a count
 * would tell who got a reminder, hence who stayed silent). A reminder leaves room for the weekly card to come, and so
 * does what can wait.
 */
export type Attention = {
  isSpent(turn: Turn, row: OutboxRow, personId: string): Promise<boolean>;
  spend(turn: Turn, row: OutboxRow, personId: string): Promise<void>;
};

export function createAttention(secret: Uint8Array): Attention {
  const token = (personId: string) => secretToken(secret, 'attention', personId);
  return {
    async isSpent(turn, row, personId) {
      if (row.solicited) return false;
      const given = await attentionGiven(turn.tx, mondayOf(turn), token(personId));
      const waits = row.ephemeral || row.priority > USUAL;
      const reserved = waits && weeklyCardAhead(turn) ? 1 : 0;
      return given + reserved >= turn.programme.rhythm.weeklyCap;
    },
    async spend(turn, row, personId) {
      if (row.solicited) return;
      const monday = mondayOf(turn);
      const given = await addAttention(turn.tx, monday, token(personId));
      if (given === 1) await forgetAttentionBefore(turn.tx, monday);
    },
  };
}

/** The first day of the next week of attention. */
export function nextMonday(turn: Turn): Temporal.PlainDate {
  return turn.today.add({ days: 8 - turn.today.dayOfWeek });
}

function mondayOf(turn: Turn): string {
  return turn.today.subtract({ days: turn.today.dayOfWeek - 1 }).toString();
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
