// @ts-check
import { dayDate, hour, longDate, monthName, weekdayDate } from './dates.js';
import { el } from './dom.js';
import { texts } from './texts.fr.js';

/** @typedef {import('./api.js').Entry} Entry */

/** @param {string} local */
const monthNumber = (local) => Number(local.slice(0, 4)) * 12 + Number(local.slice(5, 7)) - 1;

/** Whole months from the month of a date to that of another. @param {string} from @param {string} to */
export const monthsBetween = (from, to) => monthNumber(to) - monthNumber(from);

/** Twelve months, `2026-12`, from so many after the month of a date. @param {string} from @param {number} after */
export function monthsFrom(from, after) {
  return Array.from({ length: 12 }, (_, index) => {
    const month = monthNumber(from) + after + index;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** A section a month, with today in its place. @param {string[]} months @param {Entry[]} entries @param {string} now */
export function drawYear(months, entries, now) {
  const today = { at: now, kind: 'today', title: '', detail: '', state: /** @type {const} */ ('ahead') };
  // What is on a date alone comes before what has its time.
  const after = entries.findIndex(({ at }) => at > now);
  const all = entries.toSpliced(after < 0 ? entries.length : after, 0, today);
  const byMonth = Map.groupBy(all, ({ at }) => at.slice(0, 7));
  return months.map((month) => {
    const rows = byMonth.get(month) ?? [];
    return el(
      'section',
      { class: 'month', 'aria-labelledby': `month-${month}` },
      el('h3', { id: `month-${month}` }, monthName(`${month}-01`)),
      rows.length === 0
        ? el('p', { class: 'none' }, texts.calendar.quiet)
        : el('ol', { role: 'list' }, ...rows.map((entry, index) => row(entry, rows[index - 1]))),
    );
  });
}

/** @param {Entry} entry @param {Entry | undefined} before */
function row(entry, before) {
  if (entry.kind === 'today')
    return el('li', { class: 'today', 'aria-current': 'date' }, texts.calendar.today(dayDate(entry.at)));
  const { at, kind, state, title, detail } = entry;
  const sameDay =
    before !== undefined && before.kind !== 'today' && before.at.slice(0, 10) === at.slice(0, 10);
  const chip = texts.calendar.states[state];
  return el(
    'li',
    { 'data-kind': kind, 'data-state': state },
    el(
      'time',
      { datetime: at },
      el('span', { class: sameDay ? 'unseen' : 'on' }, el('abbr', { title: longDate(at) }, weekdayDate(at))),
      el('span', { class: 'hour' }, at.length > 10 ? hour(at) : ''),
    ),
    el('p', { class: 'what' }, title, detail ? el('span', { class: 'detail' }, ` · ${detail}`) : null),
    chip ? el('span', { class: 'chip' }, chip) : null,
  );
}
