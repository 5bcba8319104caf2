import type { Temporal } from 'temporal-polyfill';
import type { Chance } from './chance.ts';

/** Local hours between which people mostly look at their messages. */
const MORNING = 8;
const EVENING = 18;

/**
 * Minutes from `now` until somebody gets to a message: at once for some, within the day for most, days later for
 * others (too late, sometimes). Nights are slept, and week-ends mostly kept free.
 */
export function minutesUntilAnswer(chance: Chance, now: Temporal.ZonedDateTime): number {
  const pace = chance.weighted({ now: 45, day: 30, days: 20, late: 5 });
  if (pace === 'now') return awake(now, now.add({ minutes: chance.between(1, 90) }), chance);
  if (pace === 'day') return awake(now, now.add({ minutes: chance.between(60, 480) }), chance);
  const days = pace === 'days' ? chance.between(1, 4) : chance.between(5, 12);
  return awake(now, at(now, days, chance), chance);
}

/** Minutes from `now` to a moment of the day `days` later, in working time. */
export function minutesUntilDay(chance: Chance, now: Temporal.ZonedDateTime, days: number): number {
  return awake(now, at(now, days, chance), chance);
}

function at(now: Temporal.ZonedDateTime, days: number, chance: Chance): Temporal.ZonedDateTime {
  return now
    .add({ days })
    .with({ hour: chance.between(MORNING, EVENING - 1), minute: chance.between(0, 59) });
}

function awake(now: Temporal.ZonedDateTime, wanted: Temporal.ZonedDateTime, chance: Chance): number {
  let moment = wanted;
  if (moment.hour < MORNING) moment = at(moment, 0, chance);
  else if (moment.hour >= EVENING && chance.happens(0.9)) moment = at(moment, 1, chance);
  const tooMany = 8 - moment.dayOfWeek;
  if (tooMany <= 2 && chance.happens(0.95)) moment = at(moment, tooMany, chance);
  return Math.max(1, Math.round((moment.epochMilliseconds - now.epochMilliseconds) / 60_000));
}
