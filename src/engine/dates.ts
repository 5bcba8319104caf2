import type { Temporal } from 'temporal-polyfill';
import { onceOf, onFirstUse } from '../domain/once.ts';

const DATE: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' };
const day = onFirstUse(() => new Intl.DateTimeFormat('fr-FR', DATE));
const dayAndYear = onFirstUse(() => new Intl.DateTimeFormat('fr-FR', { ...DATE, year: 'numeric' }));

/** « jeudi 17 décembre ». */
export function frenchDay(date: Temporal.PlainDate, withYear = false): string {
  const noon = Date.UTC(date.year, date.month - 1, date.day, 12);
  // French says « 1er » for the first of a month, which Intl does not.
  return (withYear ? dayAndYear() : day()).format(noon).replace(/\b1 /, '1er ');
}

/** « 9 h 30 », « 14 h ». */
export function frenchTime(time: Temporal.PlainTime): string {
  const minutes = time.minute === 0 ? '' : `\u00a0${String(time.minute).padStart(2, '0')}`;
  return `${time.hour}\u00a0h${minutes}`;
}

/** « jeudi 17 décembre à 14 h ». */
export const frenchMoment = onceOf(
  (moment: Temporal.PlainDateTime): string =>
    `${frenchDay(moment.toPlainDate())} à ${frenchTime(moment.toPlainTime())}`,
);

/** The same of an instant, in a zone. */
export function frenchInstant(instant: Temporal.Instant, zone: string): string {
  return frenchMoment(instant.toZonedDateTimeISO(zone).toPlainDateTime());
}
