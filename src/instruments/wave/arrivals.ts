import { Temporal } from 'temporal-polyfill';
import { atLocal, onOrAfterWorkingDay } from '../../domain/calendar.ts';
import { isPaused, type WaveDefinition, weekOn } from '../../domain/wave.ts';
import type { Occurrence } from '../../engine/instrument.ts';
import { newcomers } from '../../engine/moving.ts';
import type { Turn } from '../../engine/turn.ts';

/** Days from the start of a week in which who has just come is welcomed: before its card. */
const WELCOME_DAYS = 2;

/**
 * Those who join a running wave (they came, changed services, installed the app, or J0 fell in a pause) are welcomed
 * at the start of its next week, on the weekday of J0, and get its card two days later like everybody. There is
 * nothing to do in the weeks without anybody.
 */
export async function arrivals(turn: Turn, wave: WaveDefinition): Promise<Occurrence[]> {
  const week = weekOn(wave, turn.today);
  if (week === null || isPaused(wave) || (await newcomers(turn, wave)).length === 0) return [];
  const launch = Temporal.PlainDate.from(wave.launchDate);
  return [week, week + 1].flatMap((number) => {
    if (number < 2 || number > wave.weeks) return [];
    const start = onOrAfterWorkingDay(turn.calendar, launch.add({ days: 7 * (number - 1) }));
    const until = atLocal(turn.calendar, start.add({ days: WELCOME_DAYS }), '00:00');
    if (Temporal.Instant.compare(until, turn.now) <= 0) return [];
    return [
      {
        key: `arrivals/${wave.id}/${number}`,
        at: atLocal(turn.calendar, start, turn.calendar.hours.start),
        until,
        run: (inner: Turn) => welcome(inner, wave, number),
      },
    ];
  });
}

async function welcome(turn: Turn, wave: WaveDefinition, week: number): Promise<void> {
  await turn.plan({
    campaign: `welcome/${wave.id}/${week}`,
    template: 'welcome',
    params: {},
    to: await newcomers(turn, wave),
    at: turn.now,
    until: turn.now.add({ hours: 24 * 7 }),
    priority: 1,
  });
}
