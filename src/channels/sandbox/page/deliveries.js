// @ts-check
import { api } from './api.js';
import { byId, el } from './dom.js';
import { run } from './status.js';
import { texts } from './texts.fr.js';

/** @typedef {import('./api.js').Deliveries} Deliveries */
/** @typedef {import('./api.js').Campaign} Campaign */

const KEYS = /** @type {const} */ (['planned', 'sent', 'failed', 'skipped']);

/** « 62 envois prévus : 60 remis, 2 écartés. » @param {Deliveries} result */
export function summary(result) {
  const pending = result.pending ? ` ${texts.travel.pending(result.pending)}` : '';
  if (result.planned === 0) return texts.travel.nothingSent + pending;
  const parts = KEYS.slice(1)
    .filter((key) => result[key] > 0)
    .map((key) => texts.delivery[key](result[key]));
  const detail = parts.length > 0 ? `\u00a0: ${parts.join(', ')}` : '';
  return `${texts.delivery.planned(result.planned)}${detail}.${pending}`;
}

export function startDeliveries() {
  const dialog = byId('outbox', HTMLDialogElement);
  byId('show-outbox', HTMLButtonElement).addEventListener('click', () =>
    run(async () => {
      const campaigns = await api.outbox();
      byId('outbox-rows', HTMLElement).replaceChildren(...draw(campaigns));
      dialog.showModal();
    }),
  );
  byId('outbox-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
}

/** @param {Campaign[]} campaigns @returns {Node[]} */
function draw(campaigns) {
  if (campaigns.length === 0) return [el('p', {}, texts.outbox.empty)];
  const keys = campaigns.some(({ waiting }) => waiting) ? [...KEYS, /** @type {const} */ ('waiting')] : KEYS;
  const total = Object.fromEntries(
    keys.map((key) => [key, campaigns.reduce((sum, row) => sum + (row[key] ?? 0), 0)]),
  );
  const numbers = (/** @type {Record<string, unknown>} */ row) =>
    keys.map((key) => el('td', { 'data-label': texts.outbox[key] }, String(row[key] ?? 0)));
  const rows = campaigns.map((row) =>
    el('tr', {}, el('th', { scope: 'row' }, row.title ?? row.campaign, reasons(row)), ...numbers(row)),
  );
  const heads = keys.map((key) => el('th', { scope: 'col' }, texts.outbox[key]));
  return [
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, texts.outbox.campaign), ...heads)),
      el('tbody', {}, ...rows),
      el('tfoot', {}, el('tr', {}, el('th', { scope: 'row' }, texts.outbox.total), ...numbers(total))),
    ),
  ];
}

/** @param {Campaign} row */
function reasons(row) {
  if (row.reasons.length === 0) return null;
  const lines = row.reasons.map(({ sentence, count }) => el('li', {}, texts.outbox.reason(sentence, count)));
  return el('ul', { class: 'reasons', role: 'list' }, ...lines);
}
