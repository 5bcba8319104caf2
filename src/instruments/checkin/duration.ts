import type { TimeBand } from '../../domain/checkin.ts';

/** Minutes; `to` is not reached unless both are the same. */
export type Span = { from: number; to: number };

const NUMBER = String.raw`\d{1,4}(?:[.,]\d{1,2})?`;
const HOURS = new RegExp(`^(${NUMBER}) ?h(?:eures?|rs?)?(?: ?(\\d{1,2})(?: ?(?:min|mn|mins|minutes?))?)?$`);
const HALF = new RegExp(`^(${NUMBER}) ?h(?:eures?)? et (demie?|quart|(?:un )?quart)$`);
const MINUTES = new RegExp(`^(${NUMBER}) ?(?:min|mn|mins|minutes?)$`);
const DAYS = new RegExp(`^(${NUMBER}) ?(?:j|jours?|journees?)$`);
const UNIT = / ?(?:h(?:eures?|rs?)?|min|mn|mins|minutes?|j|jours?|journees?)$/;
const RANGE = new RegExp(
  `^(?:entre |de )?(${NUMBER}(?: ?(?:h|heures?|min|mn|minutes?))?) ?(?:a|et|ou|-|/) ?(.+)$`,
);
const LESS =
  /^(?:moins de|moins d'|<|- de|au plus|au maximum|maximum|max) ?(.+)$|^(.+?) (?:max|maximum|au plus|grand maximum)$/;
const MORE = /^(?:plus de|plus d'|>|\+ de|au moins) ?(.+)$|^(.+?) ?(?:\+|et plus|ou plus|minimum|au moins)$/;
/** A working day, in minutes: it only has to be more than four hours. */
const DAY = 420;
/** Nobody works more minutes in a week: it is a slip of the finger. */
const WEEK = 3600;

/** How long a normalised line says, in digits: « 1h30 », « 30 a 60 min », « plus de 4 h »; null: nothing of the sort. */
export function spanOf(line: string): Span | null {
  const exact = minutesOf(line);
  if (exact !== null) return { from: exact, to: exact };
  const range = RANGE.exec(line);
  const to = range ? minutesOf(range[2] ?? '') : null;
  if (range && to !== null) {
    const from = minutesOf(withUnit(range[1] ?? '', range[2] ?? ''));
    return from !== null && from < to ? { from, to } : null;
  }
  const less = bound(LESS, line);
  // Something, though less than that.
  if (less !== null) return { from: 1, to: less };
  const more = bound(MORE, line);
  return more === null ? null : { from: more, to: Number.POSITIVE_INFINITY };
}

function bound(pattern: RegExp, line: string): number | null {
  const found = pattern.exec(line);
  return found ? minutesOf(found[1] ?? found[2] ?? '') : null;
}

/** « 1 » before « 2 h » is one hour. */
function withUnit(amount: string, other: string): string {
  return /\d$/.test(amount) ? `${amount}${UNIT.exec(other)?.[0] ?? ''}` : amount;
}

function minutesOf(amount: string): number | null {
  const number = (digits: string | undefined) => Number((digits ?? '0').replace(',', '.'));
  const hours = HOURS.exec(amount);
  if (hours) {
    const rest = number(hours[2]);
    return rest < 60 && !(hours[2] && /[.,]/.test(hours[1] ?? '')) ? number(hours[1]) * 60 + rest : null;
  }
  const half = HALF.exec(amount);
  if (half) return number(half[1]) * 60 + (half[2]?.startsWith('demi') ? 30 : 15);
  const minutes = MINUTES.exec(amount);
  if (minutes) return number(minutes[1]);
  const days = DAYS.exec(amount);
  return days ? number(days[1]) * DAY : null;
}

/** The band that holds all of a span; null when it spreads over several, or cannot be. */
export function bandOfSpan({ from, to }: Span): TimeBand | null {
  if (from > WEEK) return null;
  const band = bandOfMinutes(from);
  return from === to || bandOfMinutes(Math.max(to - 1, from)) === band ? band : null;
}

/** Bands hold their lower end: an hour is « 1 à 2 h ». */
export function bandOfMinutes(minutes: number): TimeBand {
  if (minutes <= 0) return 'zero';
  if (minutes < 30) return 'lt30';
  if (minutes < 60) return 'm30to60';
  if (minutes < 120) return 'h1to2';
  if (minutes < 240) return 'h2to4';
  return 'h4plus';
}
