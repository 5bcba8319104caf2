// @ts-check
import { api } from './api.js';
import { dayDate, longDate } from './dates.js';
import { byId } from './dom.js';
import { showProblems } from './folder.js';
import { History } from './history.js';
import { markFresh, showView } from './layout.js';
import { initials, mainRole, openPicker, showPeople } from './people.js';
import { rendering, startRendering } from './rendering.js';
import { announce, run } from './status.js';
import { texts } from './texts.fr.js';
import { showClock } from './travel.js';

/** @typedef {import('./api.js').Person} Person */
/** @typedef {import('./api.js').Message} Message */
/** @typedef {import('./api.js').Clock} Clock */

/** @type {Person[]} */
let people = [];
let chosen = '';
let loaded = false;

/** @param {string} id where index.html puts it */
const area = (id) => byId(id, HTMLElement);

/** @type {History} */
const chat = new History(area('chat-messages'), area('chat-scroll'), (...answered) =>
  answer(chat, chosen, ...answered),
);
/** @type {History} */
const direction = new History(area('direction-messages'), area('direction-scroll'), (...answered) =>
  answer(direction, leader()?.id ?? chosen, ...answered),
);

/** Who answers in the leadership channel: the chosen person when they may decide, else the first who may. */
function leader() {
  const leaders = people.filter(({ roles }) => roles.includes('leadership'));
  return leaders.find(({ id }) => id === chosen) ?? leaders[0];
}

/** Reads everything again and draws what changed. @returns {Promise<Clock>} */
export async function refresh() {
  const who = chosen;
  const [everybody, clock, messages, posts] = await Promise.all([
    api.people(),
    api.clock(),
    who ? api.messages(who, rendering()) : [],
    api.direction(rendering()),
  ]);
  people = everybody;
  showClock(clock);
  showProblems(clock.problems);
  showPeople(people, chosen);
  showWho();
  chat.show(messages, emptyChat(clock));
  if (direction.show(posts, emptyDirection(clock)).length > 0) {
    direction.toLatest();
    if (loaded) markFresh();
  }
  loaded = true;
  return clock;
}

/** @param {Clock} clock */
function emptyChat({ next }) {
  return next ? `${texts.chat.empty} ${texts.chat.soon(dayDate(next.at))}` : texts.chat.empty;
}

/** @param {Clock} clock */
function emptyDirection({ now, milestones }) {
  const review = milestones.find(({ on }) => on > now);
  return review ? texts.direction.empty(longDate(review.on)) : texts.direction.emptyLater;
}

/** The person and their state, as last read; also after a change that was refused. */
export function showWho() {
  const person = people.find(({ id }) => id === chosen);
  if (!person) return;
  area('chat-name').textContent = person.name;
  area('chat-role').textContent = `${texts.people.role[mainRole(person)]}, ${person.department}`;
  area('chat-initials').textContent = initials(person.name);
  area('chat-scroll').setAttribute('aria-label', texts.chat.messages(person.name));
  byId('state', HTMLSelectElement).value = person.state;
  document.title = `${person.name} – ${texts.title}`;
  const speaker = leader();
  area('direction-as').textContent = speaker ? texts.direction.as(speaker.name) : '';
}

/** @param {History} history @param {string} who @param {Message} message @param {string} verb @param {object} data */
function answer(history, who, message, verb, data) {
  return run(async () => {
    const replaced = await api.answer(who, { message: message.id, verb, data });
    await refresh();
    history.focus(replaced?.id ?? message.id);
    announce(replaced?.text ? texts.chat.replied(replaced.text) : texts.chat.recorded);
  });
}

/** Says something to the bot, and runs `then` once it is said. @param {string} words @param {() => void} then */
export function say(words, then) {
  return run(async () => {
    const replies = [await api.say(chosen, words)].flat();
    then();
    await refresh();
    chat.toLatest(true);
    const told = replies.flatMap((reply) => (reply?.from === 'bot' ? [texts.chat.replied(reply.text)] : []));
    announce(told.join(' ') || texts.chat.noReply);
  });
}

/** @param {string} state */
export function changeState(state) {
  return run(async () => {
    await api.setState(chosen, state);
    await refresh();
    const person = people.find(({ id }) => id === chosen);
    if (person) announce(texts.people.stateChanged(person.name, texts.people.states[person.state]));
  }).then(showWho);
}

/** @param {string} id */
export function choose(id) {
  return run(async () => {
    chosen = id;
    history.replaceState(null, '', `#personne=${encodeURIComponent(id)}`);
    openPicker(false);
    showView('chat');
    chat.clear();
    await refresh();
    chat.toLatest();
    announce(texts.chat.of(area('chat-name').textContent ?? ''));
  });
}

/** Whom the address names, else the first agent. */
function fromHash() {
  const id = new URLSearchParams(location.hash.slice(1)).get('personne');
  const first = people.find((person) => mainRole(person) === 'agent') ?? people[0];
  return people.find((person) => person.id === id)?.id ?? first?.id ?? '';
}

/** Draws everything for the first time, or from nothing after a reset. */
export async function start() {
  people = await api.people();
  chosen = fromHash();
  chat.clear();
  direction.clear();
  loaded = false;
  await refresh();
  chat.toLatest();
}

/** Whom the visitor plays: simulated colleagues do not answer in their place. */
export const played = () => chosen;

/** « Teams / Slack »: the same messages in the other's drawing. */
startRendering((words) =>
  run(async () => {
    await refresh();
    chat.toLatest();
    announce(words);
  }),
);

/** The bottom of the chat, after a journey. */
export const toLatest = () => chat.toLatest();

window.addEventListener('hashchange', () => {
  const id = fromHash();
  if (id !== chosen) choose(id);
});
