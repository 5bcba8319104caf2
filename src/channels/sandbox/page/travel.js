// @ts-check
import { dayDate, moment, offset, shortDate } from './dates.js';
import { byId, el } from './dom.js';
import { texts } from './texts.fr.js';

/** @typedef {import('./api.js').Clock} Clock */
/** @typedef {{ to: string } | { advance: string }} Destination */

/** When a review is posted, and when a date alone begins. */
const MORNING = 'T09:00';

const simulate = byId('simulate', HTMLInputElement);
const next = byId('travel-next', HTMLButtonElement);
const more = byId('travel-more', HTMLButtonElement);
const date = byId('date', HTMLInputElement);
const steps = byId('steps', HTMLElement);

/** @type {Clock | null} */
let clock = null;

/** @param {(where: Destination, simulate: boolean) => void} onTravel */
export function startTravel(onTravel) {
  const travel = (/** @type {Destination} */ where) => onTravel(where, simulate.checked);
  simulate.checked = localStorage.getItem('percolateur.simulate') !== 'no';
  simulate.addEventListener('change', () => {
    localStorage.setItem('percolateur.simulate', simulate.checked ? 'yes' : 'no');
  });
  byId('travel-day', HTMLButtonElement).addEventListener('click', () => travel({ advance: 'P1D' }));
  next.addEventListener('click', () => {
    if (clock?.next) travel({ to: clock.next.at });
  });
  steps.addEventListener('click', (event) => {
    const step = event.target instanceof Element ? event.target.closest('button') : null;
    if (step?.value && step.getAttribute('aria-disabled') !== 'true') travel({ to: step.value });
  });
  byId('travel-date', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    if (date.value) travel({ to: date.value + MORNING });
  });
  more.addEventListener('click', () => {
    const open = more.getAttribute('aria-expanded') !== 'true';
    more.setAttribute('aria-expanded', String(open));
    byId('travel', HTMLElement).classList.toggle('open', open);
  });
}

/** @param {Clock} now */
export function showClock(now) {
  clock = now;
  const time = byId('now', HTMLElement);
  time.textContent = moment(now.now);
  time.setAttribute('datetime', now.now);
  byId('offset', HTMLElement).textContent = offset(now.now, now.launch);
  byId('organisation', HTMLElement).textContent = [now.organisation, texts.sandbox]
    .filter(Boolean)
    .join(', ');
  byId('next-title', HTMLElement).textContent = now.next
    ? [now.next.title, dayDate(now.next.at)].filter(Boolean).join(', ')
    : texts.travel.nothingNext;
  next.setAttribute('aria-disabled', String(!now.next));
  date.min = now.now.slice(0, 10);
  date.max = now.last;
  if (date.value < date.min) date.value = date.min;
  drawSteps(now);
}

/** The milestones as a line of stations, the way travelled filled in. @param {Clock} now */
function drawSteps(now) {
  const focused = document.activeElement instanceof HTMLButtonElement ? document.activeElement.value : '';
  const launch = { name: 'J0', on: now.launch.slice(0, 10) };
  const stations = [launch, ...now.milestones.filter(({ name }) => name !== 'J0')];
  const buttons = stations.map(({ name, on }) => {
    const passed = on + MORNING <= now.now;
    const title = name.replace(/^J(\d\d)/, 'J+$1');
    const disabled = passed && 'true';
    return el(
      'button',
      { type: 'button', class: 'step', value: on + MORNING, 'aria-disabled': disabled },
      passed ? null : unseen(`${texts.travel.goTo} `),
      el('span', { class: 'step-name' }, title),
      ' ',
      el('small', {}, shortDate(on)),
      passed ? unseen(`, ${texts.travel.passed}`) : null,
    );
  });
  steps.replaceChildren(...buttons.map((button) => el('li', {}, button)));
  buttons.find((button) => button.value === focused)?.focus();
}

/** @param {string} words for screen readers only */
const unseen = (words) => el('span', { class: 'unseen' }, words);
