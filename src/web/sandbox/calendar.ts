import { Temporal } from 'temporal-polyfill';
import { localDate, localMinute } from '../../domain/calendar.ts';
import type { AgendaItem } from '../../engine/schedule.ts';
import { type SessionInForce, sessionsInForce } from '../../engine/sessions.ts';
import { textOf } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { publicHolidays } from '../../programme/holidays.ts';
import type { Sandbox } from './sandbox.ts';

/** `waiting`: its time has come, and it could not be done yet; `skipped`: it came too late to be of use. */
type State = 'ahead' | 'waiting' | 'done' | 'skipped';

/** `at`: local to the organisation, `2026-12-16T09:00`; a public holiday is a date alone. */
export type CalendarEntry = { at: string; kind: string; title: string; detail: string; state: State };

/** The programme by date, what was done and what is to come, with the Cafés and the public holidays in between. */
export async function showCalendar({ engine }: Sandbox): Promise<CalendarEntry[]> {
  const agenda = await engine.agenda();
  return engine.inTurn(async (turn) => {
    const sessions = await sessionsInForce(turn);
    const entries = [...agenda, ...closingsAhead(agenda)]
      .flatMap((item) => entryOf(turn, sessions, item) ?? [])
      .concat(cafes(turn, sessions));
    return entries.concat(holidays(turn, entries)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  });
}

/** A survey that is not open yet has no closing of its own so far: its card will say this instant. */
function closingsAhead(agenda: readonly AgendaItem[]): AgendaItem[] {
  const known = new Set(agenda.map(({ key }) => key));
  return agenda.flatMap(({ key, until, outcome }) => {
    const closing = key.replace(/^open\//, 'close/');
    if (!until || outcome || closing === key || known.has(closing)) return [];
    return { key: closing, at: until, until: null, outcome: null };
  });
}

/** What a key speaks of: `weekly/pilote/3`, `open/survey/pilote/satisfaction/1`, `digest/pilote/J15/post`. */
function entryOf(
  turn: Turn,
  sessions: readonly SessionInForce[],
  { key, at, outcome }: AgendaItem,
): CalendarEntry | null {
  const [kind = '', ...rest] = key.split('/');
  const ofRound = kind === 'open' || kind === 'close' || kind === 'remind';
  // Weeks and blocks of check-ins close by themselves: nobody is told anything.
  if (ofRound && rest[0] !== 'survey') return null;
  const names = ofRound ? rest.slice(1) : rest;
  const [wave = '', subject = '', step = ''] = kind === 'cafe' ? [undefined, rest[1]] : names;
  const values = {
    survey: turn.programme.surveys.find(({ id }) => id === subject)?.title ?? subject,
    cafe: sessions.find(({ id }) => id === subject)?.title ?? subject,
    number: subject,
    milestone: subject.replace(/^J/, 'J+'),
  };
  const variant = kind === 'digest' ? `digest_${step}` : kind === 'cafe' ? `cafe_${rest[0]}` : kind;
  const title = textOf(`sandbox.calendar.${variant}`, values) ?? textOf(`sandbox.next.${kind}`);
  if (title === null) return null;
  const shown = step === 'preview' ? 'preview' : kind;
  const state = outcome ? (outcome === 'done' ? 'done' : 'skipped') : stateAt(turn, at);
  return { at: localMinute(turn.calendar, at), kind: shown, title, detail: waveName(turn, wave), state };
}

function stateAt(turn: Turn, at: Temporal.Instant): State {
  return Temporal.Instant.compare(at, turn.now) <= 0 ? 'waiting' : 'ahead';
}

/** Said only where there are several. */
function waveName({ programme }: Turn, id: string): string {
  return programme.waves.length > 1 ? (programme.waves.find((wave) => wave.id === id)?.name ?? '') : '';
}

function cafes({ calendar, now }: Turn, sessions: readonly SessionInForce[]): CalendarEntry[] {
  return sessions.map(({ starts, minutes, title, place, cancelled }) => {
    const end = starts.toZonedDateTime(calendar.zone).add({ minutes }).toInstant();
    return {
      at: starts.toString({ smallestUnit: 'minute' }),
      kind: 'session',
      title: textOf(`sandbox.calendar.session${cancelled ? '_cancelled' : ''}`, { cafe: title }) ?? title,
      detail: place,
      state: Temporal.Instant.compare(end, now) <= 0 ? 'done' : 'ahead',
    };
  });
}

/** Those that take a working day, from the first date of the programme to its last, and for a year ahead at least. */
function holidays(turn: Turn, entries: readonly CalendarEntry[]): CalendarEntry[] {
  const dates = entries.map(({ at }) => at.slice(0, 10)).sort();
  const [first, last] = [dates.at(0), dates.at(-1)];
  if (!first || !last) return [];
  const { country, region } = turn.programme.organisation;
  const today = localDate(turn.calendar, turn.now);
  const from = Temporal.PlainDate.from(first);
  const to = [Temporal.PlainDate.from(last), today.add({ years: 1 })].sort(Temporal.PlainDate.compare)[1];
  return publicHolidays(country, region, from, to ?? today)
    .filter(({ date }) => turn.calendar.hours.days.includes(date.dayOfWeek))
    .map(({ date, name }) => ({
      at: date.toString(),
      kind: 'holiday',
      title: name,
      detail: textOf('sandbox.calendar.holiday') ?? '',
      state: Temporal.PlainDate.compare(date, today) < 0 ? 'done' : 'ahead',
    }));
}
