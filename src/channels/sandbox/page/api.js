// @ts-check
import { texts } from './texts.fr.js';

/**
 * The sandbox over HTTP. Dates are the organisation's local wall time, `YYYY-MM-DDTHH:MM`.
 * @typedef {'active' | 'paused' | 'notInstalled' | 'blocked' | 'left'} PersonState
 * @typedef {'agent' | 'champion' | 'leadership' | 'lead'} Role
 * @typedef {{ id: string, name: string, department: string, roles: Role[], state: PersonState, unread?: number }} Person
 * @typedef {{ url: string, alt: string }} Picture
 * @typedef {{ type: string, [key: string]: unknown }} CardElement
 * @typedef {CardElement & { body?: CardElement[] }} Card
 * @typedef {{ id: string, at: string, from: 'bot' | 'person', text: string, card: Card | null, images?: Picture[],
 *   blocks?: Block[] | null }} Message `blocks`: the same in Slack, when asked for
 * @typedef {'teams' | 'slack'} Rendering
 * @typedef {{ type: string, [key: string]: unknown }} Block Block Kit, as our Slack channel sends it
 * @typedef {{ name: string, template: string, summary: string, card: Card, blocks: Block[] | null, images: Picture[] }} Sample
 * @typedef {{ at: string, kind: string, title: string, detail: string,
 *   state: 'ahead' | 'waiting' | 'done' | 'skipped' }} Entry `at` is a date alone for a public holiday
 * @typedef {{ planned: number, sent: number, failed: number, skipped: number, pending?: number }} Deliveries
 * @typedef {{ now: string, launch: string, last: string, organisation?: string, next: { at: string, title: string } | null,
 *   milestones: { name: string, on: string }[], problems?: string[] }} Clock `problems`: of the programme folder
 * @typedef {Deliveries & { campaign: string, title?: string, waiting?: number,
 *   reasons: { reason: string, sentence: string, count: number }[] }} Campaign
 */

/** An error whose message can be shown as it is. */
export class PoliteError extends Error {}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 */
async function call(method, path, body) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: JSON_TYPE };
  const response = await fetch(`/sandbox/${path}`, init).catch(() => {
    throw new PoliteError(texts.errors.unreachable);
  });
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer;
  const sentence = response.status < 500 && typeof answer?.message === 'string' ? answer.message : null;
  throw new PoliteError(sentence ?? texts.errors.unexpected);
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const person = (/** @type {string} */ id) => `people/${encodeURIComponent(id)}`;
const asked = (/** @type {Rendering} */ rendering) => (rendering === 'slack' ? '?rendering=slack' : '');

export const api = {
  /** @returns {Promise<Person[]>} */
  people: () => call('GET', 'people'),
  /** @param {string} id @param {string} state */
  setState: (id, state) => call('PATCH', person(id), { state }),
  /** @param {string} id @param {Rendering} rendering @returns {Promise<Message[]>} oldest first */
  messages: (id, rendering) => call('GET', `${person(id)}/messages${asked(rendering)}`),
  /** @param {Rendering} rendering @returns {Promise<Message[]>} */
  direction: (rendering) => call('GET', `channels/direction/messages${asked(rendering)}`),
  /** @returns {Promise<Sample[]>} */
  cards: () => call('GET', 'cards'),
  /** @returns {Promise<Entry[]>} in order */
  calendar: () => call('GET', 'calendar'),
  /** @param {string} id @param {string} text @returns {Promise<Message[] | Message | null>} */
  say: (id, text) => call('POST', `${person(id)}/messages`, { text }),
  /**
   * @param {string} id
   * @param {{ message: string, verb: string, data: object }} answer
   * @returns {Promise<Message | null>}
   */
  answer: (id, answer) => call('POST', `${person(id)}/answers`, answer),
  /** @returns {Promise<Clock>} */
  clock: () => call('GET', 'clock'),
  /**
   * @param {{ to: string } | { advance: string }} where
   * @param {{ simulate: boolean, except: string }} colleagues
   * @returns {Promise<Deliveries>}
   */
  travel: (where, colleagues) => call('POST', 'clock', { ...where, ...colleagues }),
  reset: () => call('POST', 'reset', {}),
  /** @param {string} except @returns {Promise<{ answered: number }>} */
  simulate: (except) => call('POST', 'simulate', { except }),
  /** @returns {Promise<Campaign[]>} */
  outbox: () => call('GET', 'outbox'),
};
