import { Temporal } from 'temporal-polyfill';
import { type Calendar, onOrAfterWorkingDay } from './calendar.ts';
import type { SurveyDefinition } from './survey.ts';
import type { WaveDefinition } from './wave.ts';

/** The local date on which a round of a wave opens: its own, or the working day after. */
export function opensOn(calendar: Calendar, wave: WaveDefinition, opens: number): Temporal.PlainDate {
  return onOrAfterWorkingDay(calendar, Temporal.PlainDate.from(wave.launchDate).add({ days: opens }));
}

/** The Monday of a date's week. */
export function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

/** A survey that opens on a local date, and who gets it, by id. */
export type Opening = { opensOn: Temporal.PlainDate; people: ReadonlySet<string> };

/** Those of the others that open in the same week, each with how many people get both: one more card to each of them. */
export function sharedWeek<T extends Opening>(
  one: Opening,
  others: readonly T[],
): { other: T; count: number }[] {
  const monday = mondayOf(one.opensOn);
  return others.flatMap((other) => {
    if (!monday.equals(mondayOf(other.opensOn))) return [];
    const count = [...one.people].filter((id) => other.people.has(id)).length;
    return count > 0 ? [{ other, count }] : [];
  });
}

/** Two or more rounds of one wave that open in the week of `monday`, by the ids of their surveys. */
export type CrowdedWeek = { wave: string; monday: Temporal.PlainDate; surveys: string[] };

/** The weeks in which a wave gets more than one new survey: each is one more card to everybody in it. */
export function crowdedWeeks(
  calendar: Calendar,
  waves: readonly WaveDefinition[],
  surveys: readonly SurveyDefinition[],
): CrowdedWeek[] {
  return waves.flatMap((wave) => {
    const openings = surveys.flatMap(({ id, rounds }) =>
      rounds.map(({ opens }) => ({ id, monday: mondayOf(opensOn(calendar, wave, opens)) })),
    );
    const weeks = [...Map.groupBy(openings, ({ monday }) => monday.toString())].sort();
    return weeks.flatMap(([, together]) => {
      const [first, second] = together;
      if (!first || !second) return [];
      return { wave: wave.id, monday: first.monday, surveys: together.map(({ id }) => id) };
    });
  });
}
