import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { isWorkingDay, onOrAfterWorkingDay } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import { inOneLine } from '../../domain/plain-text.ts';
import { typedDate } from '../../domain/typed-date.ts';
import { overlap, type WaveDefinition } from '../../domain/wave.ts';
import { frenchDay } from '../../engine/dates.ts';
import type { Turn } from '../../engine/turn.ts';
import { listPeople } from '../../store/person.ts';
import type { PreparedWave } from '../../store/wave.ts';
import { choiceOf } from './choices.ts';

const NAME = 60;
const WEEKS = 52;
const LICENCES = 100_000;
/** A launch further away is a slip of the finger. */
const FAR_DAYS = 366;

const typed = (limit: number) => z.coerce.string().max(limit).optional();

/** What the card of a draft carries; what is missing stays as it was. */
export const draftSchema = z.object({
  draft: z.string().max(64),
  name: typed(200),
  date: typed(40),
  services: typed(20_000),
  weeks: typed(10),
  licences: typed(10),
});
export type Typed = z.infer<typeof draftSchema>;

/** A draft as its card now says. Throws a Refusal that names the one thing to change; nothing is kept then. */
export async function readDraft(turn: Turn, draft: PreparedWave, data: Typed): Promise<PreparedWave> {
  const launch = readLaunch(turn, data.date ?? draft.launchDate);
  const licences = readWhole(data.licences, draft.resources.licences, 0, LICENCES, 'wave_licences');
  const read: PreparedWave = {
    ...draft,
    name: readName(turn, draft, data.name),
    launchDate: launch.toString(),
    weeks: readWhole(data.weeks, draft.weeks, 1, WEEKS, 'wave_weeks'),
    departments: await readServices(turn, draft, data.services),
    resources: { ...draft.resources, licences },
  };
  if (read.departments.length === 0) throw new Refusal('wave_nobody');
  const taken = read.departments.flatMap((department) => {
    const wave = takenBy(turn, read, department);
    return wave ? [{ department, wave: wave.name }] : [];
  });
  const [first] = taken;
  if (first) {
    const services = taken.map(({ department }) => department).join(', ');
    throw new Refusal('wave_taken', { services, wave: first.wave, count: taken.length });
  }
  return read;
}

/** The wave that has a service while the draft would run: one that names it, or « everybody » launched before. */
export function takenBy(turn: Turn, draft: PreparedWave, department: string): WaveDefinition | null {
  const has = (wave: WaveDefinition) =>
    wave.departments.length === 0
      ? wave.launchDate <= draft.launchDate
      : wave.departments.includes(department);
  return (
    turn.programme.waves.find((wave) => wave.id !== draft.id && has(wave) && overlap(wave, draft)) ?? null
  );
}

function readLaunch(turn: Turn, words: string): Temporal.PlainDate {
  const date = typedDate(words);
  if (!date) throw new Refusal('wave_date', { example: turn.today.add({ days: 21 }).toString() });
  const day = frenchDay(date, true);
  if (Temporal.PlainDate.compare(date, turn.today) <= 0) throw new Refusal('wave_past', { day });
  if (turn.today.until(date).days > FAR_DAYS) throw new Refusal('wave_far', { day });
  if (!isWorkingDay(turn.calendar, date)) {
    const next = frenchDay(onOrAfterWorkingDay(turn.calendar, date));
    throw new Refusal('wave_off', { day, next });
  }
  return date;
}

function readName(turn: Turn, draft: PreparedWave, words: string | undefined): string {
  const name = inOneLine(words ?? draft.name);
  const taken = turn.programme.waves.some((wave) => wave.id !== draft.id && wave.name === name);
  if (name === '' || name.length > NAME || taken) throw new Refusal('wave_name', { limit: NAME });
  return name;
}

function readWhole(
  words: string | undefined,
  before: number,
  least: number,
  most: number,
  code: string,
): number {
  if (words === undefined) return before;
  const value = /^\d{1,6}$/.test(words.trim()) ? Number(words) : Number.NaN;
  if (!(value >= least && value <= most)) throw new Refusal(code, { least, most });
  return value;
}

/** Of the services offered; one that lost its people since the card was drawn is none. */
async function readServices(turn: Turn, draft: PreparedWave, words: string | undefined): Promise<string[]> {
  const departments = [...new Set((await listPeople(turn.tx)).map(({ department }) => department))];
  const known = new Map(departments.map((department) => [choiceOf(department), department]));
  const before = draft.departments.map(choiceOf);
  const values = words === undefined ? before : words.split(',').filter((value) => value !== '');
  if (values.some((value) => !known.has(value) && !before.includes(value))) throw new Refusal('bad_input');
  const chosen = values.flatMap((value) => known.get(value) ?? []);
  return [...new Set(chosen)].sort((a, b) => a.localeCompare(b, 'fr'));
}
