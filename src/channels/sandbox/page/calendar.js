// @ts-check
import { api } from './api.js';
import { dayDate, hour, longDate, monthName, weekdayDate } from './dates.js';
import { byId, el } from './dom.js';
import { run } from './status.js';
import { texts } from './texts.fr.js';

/** @typedef {import('./api.js').Entry} Entry */

/** The programme by month: what was done, where we are, what is to come. */
export function startCalendar() {
  const dialog = byId('calendar', HTMLDialogElement);
  const months = byId('calendar-months', HTMLElement);
  byId('show-calendar', HTMLButtonElement).addEventListener('click', () =>
    run(async () => {
      const [entries, { now }] = await Promise.all([api.calendar(), api.clock()]);
      months.replaceChildren(...draw(entries, now));
      dialog.showModal();
      months.querySelector('.today')?.scrollIntoView({ block: 'center' });
    }),
  );
  byId('calendar-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
}

/** @param {Entry[]} entries @param {string} now @returns {Node[]} */
function draw(entries, now) {
  if (entries.length === 0) return [el('p', {}, texts.calendar.empty)];
  const today = { at: now, kind: 'today', title: '', detail: '', state: /** @type {const} */ ('ahead') };
  // What is on a date alone comes before what has its time.
  const after = entries.findIndex(({ at }) => at > now);
  const all = entries.toSpliced(after < 0 ? entries.length : after, 0, today);
  return [...Map.groupBy(all, ({ at }) => at.slice(0, 7))].map(([month, rows]) =>
    el(
      'section',
      { class: 'month', 'aria-labelledby': `month-${month}` },
      el('h3', { id: `month-${month}` }, monthName(`${month}-01`)),
      el('ol', { role: 'list' }, ...rows.map((entry, index) => row(entry, rows[index - 1]))),
    ),
  );
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
