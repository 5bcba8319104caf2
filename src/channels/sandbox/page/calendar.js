// @ts-check
import { api } from './api.js';
import { monthName } from './dates.js';
import { byId, el } from './dom.js';
import { run } from './status.js';
import { texts } from './texts.fr.js';
import { drawYear, monthsBetween, monthsFrom } from './year.js';

/** @typedef {import('./api.js').Entry} Entry */
/** @typedef {Exclude<keyof typeof texts.calendar.groups, 'all'>} Group */

/** What each kind of entry belongs to; another kind is « the rest ». @type {Record<string, Group>} */
const GROUPS = {
  weekly: 'weekly',
  open: 'survey',
  close: 'survey',
  remind: 'survey',
  session: 'cafe',
  cafe: 'cafe',
  preview: 'digest',
  digest: 'digest',
  followup: 'digest',
  answers: 'digest',
  note: 'digest',
  extend: 'digest',
  contact: 'people',
  welcome: 'people',
  arrivals: 'people',
  memento: 'people',
  rules: 'people',
  unreachable: 'people',
  holiday: 'holiday',
};

/** @param {Entry} entry @returns {Group} */
const groupOf = ({ kind }) => GROUPS[kind] ?? 'other';

/** @type {Entry[]} */
let entries = [];
let now = '';
/** Months from the first of the programme to the first shown. */
let start = 0;
/** @type {keyof typeof texts.calendar.groups} */
let chosen = 'all';

const dialog = byId('calendar', HTMLDialogElement);
const earlier = byId('calendar-earlier', HTMLButtonElement);
const later = byId('calendar-later', HTMLButtonElement);

/** The programme on one page: twelve months, all of it or one instrument, and on paper. */
export function startCalendar() {
  byId('show-calendar', HTMLButtonElement).addEventListener('click', () =>
    run(async () => {
      const [all, clock] = await Promise.all([api.calendar(), api.clock()]);
      entries = all;
      now = clock.now;
      chosen = 'all';
      start = Math.floor(Math.max(monthsBetween(first(), now), 0) / 12) * 12;
      draw();
      dialog.showModal();
      dialog.querySelector('.today')?.scrollIntoView({ block: 'center' });
    }),
  );
  earlier.addEventListener('click', () => move(-12));
  later.addEventListener('click', () => move(12));
  byId('calendar-print', HTMLButtonElement).addEventListener('click', () => window.print());
  byId('calendar-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
}

/** The first date of the programme, or today. */
const first = () => entries[0]?.at ?? now;

/** @param {number} months */
function move(months) {
  start += months;
  draw();
  dialog.scrollTop = 0;
}

function draw() {
  const months = monthsFrom(first(), start);
  const year = entries.filter(({ at }) => months.includes(at.slice(0, 7)));
  const shown = chosen === 'all' ? year : year.filter((entry) => groupOf(entry) === chosen);
  byId('calendar-span', HTMLElement).textContent = texts.calendar.span(
    monthName(`${months[0]}-01`),
    monthName(`${months.at(-1)}-01`),
  );
  byId('calendar-shown', HTMLElement).textContent = texts.calendar.shown(
    texts.calendar.groups[chosen],
    shown.length,
  );
  earlier.disabled = start <= 0;
  // Public holidays go on for ever: they are no reason to turn the page.
  const last = entries.findLast(({ kind }) => kind !== 'holiday')?.at ?? now;
  later.disabled = monthsBetween(first(), last) < start + 12;
  byId('calendar-filter', HTMLElement).replaceChildren(...filters(year));
  byId('calendar-months', HTMLElement).replaceChildren(
    ...(entries.length === 0 ? [el('p', {}, texts.calendar.empty)] : drawYear(months, shown, now)),
  );
}

/** A button for each group there is. @param {Entry[]} year */
function filters(year) {
  const present = new Set(year.map(groupOf));
  const names = /** @type {(keyof typeof texts.calendar.groups)[]} */ (
    Object.keys(texts.calendar.groups).filter(
      (name) => name === 'all' || name === chosen || present.has(/** @type {Group} */ (name)),
    )
  );
  return names.map((name) => {
    const button = el(
      'button',
      { type: 'button', class: 'suggestion', 'data-group': name, 'aria-pressed': String(name === chosen) },
      texts.calendar.groups[name],
    );
    button.addEventListener('click', () => {
      chosen = name;
      draw();
      const again = dialog.querySelector(`[data-group="${name}"]`);
      if (again instanceof HTMLElement) again.focus();
    });
    return el('li', {}, button);
  });
}
