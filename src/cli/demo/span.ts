import { Temporal } from 'temporal-polyfill';
import type { Programme } from '../../domain/programme.ts';

/** What is played, in epoch milliseconds: from the eve of the first survey to the last minute of the last day. */
export type Span = { from: number; to: number };

/** The baseline opens two weeks before the launch. */
const DAYS_BEFORE = 15;

export function launchOf(programme: Programme): string {
  const [first] = programme.waves;
  if (!first) throw new Error('a programme without a wave');
  return first.launchDate;
}

export function spanOf(programme: Programme, days: number): Span {
  const launch = Temporal.PlainDate.from(launchOf(programme));
  const midnight = (day: number) =>
    launch.add({ days: day }).toZonedDateTime(programme.organisation.zone).epochMilliseconds;
  return { from: midnight(-DAYS_BEFORE), to: midnight(days + 1) - 60_000 };
}
