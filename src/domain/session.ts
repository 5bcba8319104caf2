import { Temporal } from 'temporal-polyfill';
import { type Calendar, onOrAfterWorkingDay } from './calendar.ts';
import type { CafeDefinition } from './programme.ts';

/** A Café IA on the calendar: local start in the organisation's zone. */
export type Session = Omit<CafeDefinition, 'starts'> & { starts: Temporal.PlainDateTime };

/** The season, in order; a Café set in days after J0 follows the launch, on a working day. */
export function season(calendar: Calendar, cafes: readonly CafeDefinition[], launchDate: string): Session[] {
  const launch = Temporal.PlainDate.from(launchDate);
  return cafes
    .map(({ starts, ...cafe }) => ({ ...cafe, starts: startOf(starts) }))
    .sort((a, b) => Temporal.PlainDateTime.compare(a.starts, b.starts));

  function startOf(starts: CafeDefinition['starts']): Temporal.PlainDateTime {
    if (typeof starts === 'string') return Temporal.PlainDateTime.from(starts);
    const date = onOrAfterWorkingDay(calendar, launch.add({ days: starts.afterLaunch }));
    return date.toPlainDateTime(Temporal.PlainTime.from(starts.time));
  }
}
