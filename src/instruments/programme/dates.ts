import { Temporal } from 'temporal-polyfill';
import { atLocal } from '../../domain/calendar.ts';
import { dueOn, MILESTONES } from '../../domain/milestone.ts';
import { hasEnded, type WaveDefinition, weeklyCardOn } from '../../domain/wave.ts';
import { frenchDay, frenchInstant } from '../../engine/dates.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { doneOccurrences } from '../../store/occurrence.ts';

/** When the next weekly card leaves, with the programme of the turn; null when none is to come. */
export async function nextWeekly(turn: Turn): Promise<string | null> {
  const { calendar, programme } = turn;
  const done = await doneOccurrences(turn.tx);
  let next: Temporal.Instant | null = null;
  for (const wave of programme.waves.filter((candidate) => !hasEnded(candidate))) {
    const launch = Temporal.PlainDate.from(wave.launchDate);
    for (let week = 1; week <= wave.weeks; week++) {
      const date = weeklyCardOn(calendar, launch, week);
      if (!date || done.has(`weekly/${wave.id}/${week}`)) continue;
      const at = atLocal(calendar, date, programme.rhythm.weeklyTime);
      if (Temporal.Instant.compare(at, turn.now) < 0) continue;
      if (!next || Temporal.Instant.compare(at, next) < 0) next = at;
    }
  }
  return next && text('programme.planned.weekly', { when: frenchInstant(next, calendar.zone) });
}

/** When a wave that is new, or starts on another day, is reviewed. */
export function reviewsOf({ calendar }: Turn, { name, launchDate }: WaveDefinition): string {
  const launch = Temporal.PlainDate.from(launchDate);
  const dates = MILESTONES.map((milestone) => frenchDay(dueOn(calendar, launch, milestone), true));
  const [first = '', second = '', third = ''] = dates;
  return text('programme.planned.reviews', { name, first, second, third });
}
