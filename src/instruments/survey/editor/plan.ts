import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { isWorkingDay, onOrAfterWorkingDay } from '../../../domain/calendar.ts';
import {
  LIFE,
  RESULTS_AUDIENCES,
  type Recurrence,
  type SurveyPlan,
  type SurveyTarget,
} from '../../../domain/custom-survey.ts';
import { Refusal } from '../../../domain/errors.ts';
import { typedDate } from '../../../domain/typed-date.ts';
import { waveOf } from '../../../domain/wave.ts';
import { frenchDay } from '../../../engine/dates.ts';
import type { Turn } from '../../../engine/turn.ts';
import type { Person } from '../../../store/person.ts';
import { codeOf } from '../target.ts';
import { targetsFor } from './targets.ts';
import { requiredLine } from './typed.ts';

/** The longest title of a survey file. */
export const TITLE = 80;
/** How long a survey stays open when nobody says, in days. */
const USUAL_LIFE = 7;
/** An opening further away is a slip of the finger. */
const FAR_DAYS = 366;

export const RECURRENCES = ['once', 'biweekly', 'monthly', 'launch'] as const;
/** Days between two openings: a round closes before the next one opens. */
const EVERY = { biweekly: 14, monthly: 28 } as const;

const typed = (limit: number) => z.string().max(limit).optional();

/** Dates as a card gives them; what is left empty has its usual value. */
export const settingsFormSchema = z.object({
  title: typed(2000),
  target: typed(300),
  opens: typed(40),
  closes: typed(40),
  recurrence: z.enum(RECURRENCES).optional(),
  offset: typed(10),
  results: z.enum(RESULTS_AUDIENCES).optional(),
});
export type SettingsForm = z.infer<typeof settingsFormSchema>;

/** Title and plan as the form says. Throws a Refusal that names the input to change. */
export async function readSettings(
  turn: Turn,
  person: Person,
  form: SettingsForm,
): Promise<{ title: string; plan: SurveyPlan }> {
  const title = requiredLine(form.title, 'title', TITLE);
  const targets = await targetsFor(turn, person);
  const [only] = targets;
  const target = form.target ? targets.find((one) => codeOf(one) === form.target) : only;
  if (!target) throw new Refusal('editor_target', {}, 'target');
  const recurrence = readRecurrence(turn, target, form);
  const opensOn = recurrence.kind === 'launch' ? launchDay(turn, recurrence) : readOpening(turn, form.opens);
  const days = readLife(opensOn ?? turn.today, form.closes);
  if (recurrence.kind === 'biweekly' || recurrence.kind === 'monthly') {
    const most = EVERY[recurrence.kind] - 1;
    if (days > most) throw new Refusal('editor_overlap', { most }, 'closes');
  }
  return {
    title,
    plan: {
      target,
      opensOn: opensOn?.toString() ?? null,
      days,
      recurrence,
      audience_of_results: form.results ?? 'author',
    },
  };
}

function readRecurrence(turn: Turn, target: SurveyTarget, form: SettingsForm): Recurrence {
  const kind = form.recurrence ?? 'once';
  if (kind !== 'launch') return { kind };
  const wave = waveIdOf(turn, target);
  if (!wave) throw new Refusal('editor_no_wave', {}, 'target');
  const days = /^\d{1,3}$/.test(form.offset?.trim() ?? '') ? Number(form.offset) : 0;
  if (days < 1 || days > FAR_DAYS) throw new Refusal('editor_offset', { most: FAR_DAYS }, 'offset');
  return { kind, wave, days };
}

/** The wave whose J0 counts: the one that is asked, or the one a service is in. */
function waveIdOf(turn: Turn, target: SurveyTarget): string | null {
  if (target.kind === 'wave') return target.wave;
  if (target.kind !== 'service') return null;
  return waveOf(turn.programme.waves, target.department, turn.today)?.id ?? null;
}

/** J+n of a wave, or the first working day after; refused once it is past. */
function launchDay(turn: Turn, { wave, days }: Extract<Recurrence, { kind: 'launch' }>): Temporal.PlainDate {
  const launch = turn.programme.waves.find(({ id }) => id === wave)?.launchDate;
  if (!launch) throw new Refusal('editor_no_wave', {}, 'target');
  const day = onOrAfterWorkingDay(turn.calendar, Temporal.PlainDate.from(launch).add({ days }));
  if (Temporal.PlainDate.compare(day, turn.today) <= 0) {
    throw new Refusal('editor_past', { day: frenchDay(day, true) }, 'offset');
  }
  return day;
}

/** null: as soon as it is sent. */
function readOpening(turn: Turn, words: string | undefined): Temporal.PlainDate | null {
  if (!words?.trim()) return null;
  const date = typedDate(words);
  if (!date) throw new Refusal('editor_date', { example: turn.today.add({ days: 7 }).toString() }, 'opens');
  if (date.equals(turn.today)) return null;
  const day = frenchDay(date, true);
  if (Temporal.PlainDate.compare(date, turn.today) < 0) throw new Refusal('editor_past', { day }, 'opens');
  if (turn.today.until(date).days > FAR_DAYS) throw new Refusal('editor_far', { day }, 'opens');
  if (!isWorkingDay(turn.calendar, date)) {
    const next = frenchDay(onOrAfterWorkingDay(turn.calendar, date));
    throw new Refusal('editor_off', { day, next }, 'opens');
  }
  return date;
}

/** Days from the opening to the closing. */
function readLife(opens: Temporal.PlainDate, words: string | undefined): number {
  if (!words?.trim()) return USUAL_LIFE;
  const date = typedDate(words);
  if (!date)
    throw new Refusal('editor_date', { example: opens.add({ days: USUAL_LIFE }).toString() }, 'closes');
  const { days } = opens.until(date);
  if (days < 1) throw new Refusal('editor_closes_first', { day: frenchDay(opens) }, 'closes');
  if (days < LIFE.least || days > LIFE.most) {
    const [first, last] = [opens.add({ days: LIFE.least }), opens.add({ days: LIFE.most })];
    throw new Refusal('editor_life', { ...LIFE, first: frenchDay(first), last: frenchDay(last) }, 'closes');
  }
  return days;
}
