// @ts-check
import { dayDate } from './dates.js';
import { el } from './dom.js';
import { renderMessage } from './message.js';
import { texts } from './texts.fr.js';

/** @typedef {import('./api.js').Message} Message */

/** Messages drawn at first, and added by each « plus anciens ». */
const PAGE = 50;

/** The day stays in sight above its messages. In pixels. */
const DAY_HEIGHT = 28;

/**
 * One history of messages, oldest first. A message already drawn and unchanged keeps its node, and with it
 * what is typed in its card.
 */
export class History {
  /** @type {Message[]} */
  #messages = [];
  /** @type {Map<string, { key: string, node: HTMLLIElement }>} */
  #drawn = new Map();
  /** @type {Map<string, HTMLLIElement>} */
  #days = new Map();
  #shown = PAGE;
  #list;
  #scroll;
  #submit;

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} scroll what scrolls on a wide screen
   * @param {(message: Message, verb: string, data: Record<string, unknown>) => void} submit
   */
  constructor(list, scroll, submit) {
    this.#list = list;
    this.#scroll = scroll;
    this.#submit = submit;
  }

  /** Starts over, for another person. */
  clear() {
    this.#drawn.clear();
    this.#days.clear();
    this.#shown = PAGE;
    this.#messages = [];
  }

  /**
   * @param {Message[]} messages
   * @param {string} empty what to say when there are none
   * @returns {Message[]} those that were not there before
   */
  show(messages, empty) {
    const known = new Set(this.#messages.map(({ id }) => id));
    this.#messages = messages;
    this.#draw(empty);
    return messages.filter(({ id }) => !known.has(id));
  }

  /**
   * Brings the start of the last message, or its end when it fits, into sight.
   * @param {boolean} [page] also where the page itself scrolls, on a phone
   */
  toLatest(page = false) {
    const last = this.#list.lastElementChild;
    if (!(last instanceof HTMLElement)) return;
    const start = last.offsetTop - this.#list.offsetTop - DAY_HEIGHT;
    this.#scroll.scrollTop = Math.min(start, this.#scroll.scrollHeight - this.#scroll.clientHeight);
    if (page) last.scrollIntoView({ block: 'nearest' });
  }

  /** Puts the focus on a message; one that fills the view stays as it is. @param {string} id */
  focus(id) {
    const article = this.#drawn.get(id)?.node.querySelector('article');
    if (!article) return;
    article.focus({ preventScroll: true });
    const box = article.getBoundingClientRect();
    const view = this.#scroll.getBoundingClientRect();
    const top = Math.max(view.top, 0);
    const bottom = Math.min(view.bottom, window.innerHeight);
    const fills = box.height > bottom - top && box.top < bottom && box.bottom > top;
    if (!fills) article.scrollIntoView({ block: 'nearest' });
  }

  /** @param {string} empty */
  #draw(empty) {
    const recent = this.#messages.slice(-this.#shown);
    const hidden = this.#messages.length - recent.length;
    /** @type {Node[]} */
    const nodes = [];
    if (hidden > 0) nodes.push(this.#olderButton(hidden, empty));
    let day = '';
    for (const message of recent) {
      if (message.at.slice(0, 10) !== day) {
        day = message.at.slice(0, 10);
        nodes.push(this.#day(day));
      }
      nodes.push(this.#node(message));
    }
    if (nodes.length === 0) nodes.push(el('li', { class: 'empty' }, empty));
    this.#place(nodes);
  }

  /**
   * New nodes go in before old ones go out: taken out first, a focused card would let the view jump to the top.
   * @param {Node[]} nodes
   */
  #place(nodes) {
    const kept = new Set(nodes);
    const stale = [...this.#list.childNodes].filter((node) => !kept.has(node));
    /** @type {Node | null} */
    let at = this.#list.firstChild;
    for (const node of nodes) {
      if (node.parentNode !== this.#list) {
        this.#list.insertBefore(node, at);
      } else {
        while (at && at !== node) at = at.nextSibling;
        at = node.nextSibling;
      }
    }
    for (const node of stale) node.parentNode?.removeChild(node);
  }

  /** @param {string} day */
  #day(day) {
    const known = this.#days.get(day);
    if (known) return known;
    const node = el('li', { class: 'day' }, el('h3', {}, el('time', { datetime: day }, dayDate(day))));
    this.#days.set(day, node);
    return node;
  }

  /** @param {Message} message */
  #node(message) {
    // Blocks are drawn anew at each reading, with new ids: the card they come from says whether it changed.
    const { blocks, ...rest } = message;
    const key = JSON.stringify([rest, blocks === undefined]);
    const drawn = this.#drawn.get(message.id);
    if (drawn?.key === key) return drawn.node;
    const node = renderMessage(message, (verb, data) => this.#submit(message, verb, data));
    this.#drawn.set(message.id, { key, node });
    return node;
  }

  /** @param {number} hidden @param {string} empty */
  #olderButton(hidden, empty) {
    const button = el('button', { type: 'button', class: 'quiet' }, texts.chat.older(Math.min(hidden, PAGE)));
    button.addEventListener('click', () => {
      const first = this.#messages.at(-this.#shown);
      const before = this.#scroll.scrollHeight;
      this.#shown += PAGE;
      this.#draw(empty);
      this.#scroll.scrollTop += this.#scroll.scrollHeight - before;
      if (first) this.focus(first.id);
    });
    return el('li', { class: 'older' }, button);
  }
}
