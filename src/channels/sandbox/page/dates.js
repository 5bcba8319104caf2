// @ts-check
/** Local wall times are read as if they were UTC, so that the reader's own zone never shifts them. */

/** @param {string} local `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM` */
const asDate = (local) => new Date(local.length === 10 ? `${local}T00:00Z` : `${local.slice(0, 16)}Z`);

/** @param {Intl.DateTimeFormatOptions} options */
const formatter = (options) => new Intl.DateTimeFormat('fr-FR', { ...options, timeZone: 'UTC' });
const LONG = formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const DAY = formatter({ weekday: 'long', day: 'numeric', month: 'long' });
const WEEKDAY = formatter({ weekday: 'short', day: 'numeric' });
const MONTH = formatter({ month: 'long', year: 'numeric' });
const SHORT = formatter({ day: 'numeric', month: 'short' });

/** French writes « 1er » for the first of a month. @param {Intl.DateTimeFormat} format @param {string} local */
const write = (format, local) =>
  format
    .formatToParts(asDate(local))
    .map(({ type, value }) => (type === 'day' && value === '1' ? '1er' : value))
    .join('');

/** « mercredi 16 décembre 2026 » @param {string} local */
export const longDate = (local) => write(LONG, local);
/** « mercredi 16 décembre » @param {string} local */
export const dayDate = (local) => write(DAY, local);
/** « 16 déc. » @param {string} local */
export const shortDate = (local) => write(SHORT, local);

/** « mer. 16 » @param {string} local */
export const weekdayDate = (local) => write(WEEKDAY, local);
/** « décembre 2026 » @param {string} local */
export const monthName = (local) => write(MONTH, local);

/** « 9 h 00 », with no-break spaces. @param {string} local */
export function hour(local) {
  const [hours = '0', minutes = '00'] = local.slice(11, 16).split(':');
  return `${Number(hours)}\u00a0h\u00a0${minutes}`;
}

/** « mercredi 16 décembre 2026, 9 h 00 » @param {string} local */
export const moment = (local) => `${longDate(local)}, ${hour(local)}`;

/** « J−14 », « J0 », « J+15 »: days from the launch. @param {string} local @param {string} launch */
export function offset(local, launch) {
  const days = daysBetween(launch, local);
  if (days === 0) return 'J0';
  return days > 0 ? `J+${days}` : `J−${-days}`;
}

/** @param {string} from @param {string} to */
export const daysBetween = (from, to) =>
  Math.round((asDate(to.slice(0, 10)).getTime() - asDate(from.slice(0, 10)).getTime()) / 86_400_000);
