// @ts-check
import { byId, el } from './dom.js';
import { texts } from './texts.fr.js';

/** @typedef {import('./api.js').Person} Person */

/** The few first, so that all four groups are in sight. */
const GROUPS = /** @type {const} */ (['lead', 'leadership', 'champion', 'agent']);

const panel = byId('people-panel', HTMLElement);
const picker = byId('picker', HTMLButtonElement);
const search = byId('search', HTMLInputElement);
const groups = byId('groups', HTMLElement);
const found = byId('found', HTMLElement);

/** The role that says most about somebody. @param {Person} person */
export const mainRole = (person) => GROUPS.find((role) => person.roles.includes(role)) ?? 'agent';

/** @param {string} name */
export const initials = (name) =>
  name
    .split(/[\s-]+/)
    .filter(Boolean)
    .map((word) => word[0]?.toUpperCase() ?? '')
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('');

/** Accents and case make no difference. @param {string} text */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** @type {Person[]} */
let people = [];
let chosen = '';

/** @param {(id: string) => void} onChoose */
export function startPeople(onChoose) {
  search.addEventListener('input', () => {
    const count = draw();
    found.textContent = search.value ? texts.people.found(count) : '';
  });
  groups.addEventListener('click', (event) => {
    const row = event.target instanceof Element ? event.target.closest('[data-person]') : null;
    if (row instanceof HTMLElement && row.dataset.person) onChoose(row.dataset.person);
  });
  picker.addEventListener('click', () => openPicker(picker.getAttribute('aria-expanded') !== 'true'));
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || picker.getAttribute('aria-expanded') !== 'true') return;
    openPicker(false);
    picker.focus();
  });
}

/** On a phone the list folds away; on a wide screen it is always there. @param {boolean} open */
export function openPicker(open) {
  picker.setAttribute('aria-expanded', String(open));
  panel.classList.toggle('open', open);
  if (open) search.focus();
}

/** @param {Person[]} list @param {string} id who is chosen */
export function showPeople(list, id) {
  people = list;
  chosen = id;
  draw();
}

function draw() {
  const focused =
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset.person : undefined;
  const wanted = plain(search.value.trim());
  const matching = people.filter((person) => plain(`${person.name} ${person.department}`).includes(wanted));
  groups.replaceChildren(
    ...GROUPS.map((role) => ({ role, members: matching.filter((person) => mainRole(person) === role) }))
      .filter(({ members }) => members.length > 0)
      .map(({ role, members }) => group(role, members)),
  );
  if (matching.length === 0) groups.append(el('p', { class: 'nobody' }, texts.people.none));
  if (focused) {
    const row = groups.querySelector(`[data-person="${CSS.escape(focused)}"]`);
    if (row instanceof HTMLElement) row.focus();
  }
  return matching.length;
}

/** @param {typeof GROUPS[number]} role @param {Person[]} members */
function group(role, members) {
  const id = `group-${role}`;
  const title = el(
    'h3',
    { id },
    texts.people.groups[role],
    ' ',
    el('span', { class: 'count' }, String(members.length)),
  );
  return el('section', { 'aria-labelledby': id }, title, el('ul', { role: 'list' }, ...members.map(row)));
}

/** @param {Person} person */
function row(person) {
  const state = person.state === 'active' ? null : texts.people.states[person.state];
  return el(
    'li',
    {},
    el(
      'button',
      {
        type: 'button',
        class: 'person',
        'data-person': person.id,
        'data-state': person.state,
        'aria-current': person.id === chosen && 'true',
      },
      el('span', { class: 'initials', 'aria-hidden': 'true' }, initials(person.name)),
      el(
        'span',
        { class: 'person-words' },
        el('span', { class: 'name' }, person.name),
        el('span', { class: 'unseen' }, ', '),
        el('span', { class: 'department' }, person.department, state && ` · ${state}`),
      ),
      person.unread && person.id !== chosen ? unread(person.unread) : null,
    ),
  );
}

/** @param {number} count */
function unread(count) {
  return el(
    'span',
    { class: 'unread' },
    el('span', { 'aria-hidden': 'true' }, count > 9 ? '9+' : String(count)),
    el('span', { class: 'unseen' }, `, ${texts.people.unread(count)}`),
  );
}
