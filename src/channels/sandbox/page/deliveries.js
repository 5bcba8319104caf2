// @ts-check
import { api } from './api.js';
import { byId, el } from './dom.js';
import { run } from './status.js';
import { texts } from './texts.fr.js';

/** @typedef {import('./api.js').Deliveries} Deliveries */
/** @typedef {import('./api.js').Campaign} Campaign */

const KEYS = /** @type {const} */ (['planned', 'sent', 'failed', 'skipped']);

/** « 62 envois prévus : 60 remis, 2 non envoyés. » @param {Deliveries} result */
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
  const sum = (/** @type {typeof KEYS[number] | 'waiting'} */ key) =>
    campaigns.reduce((total, row) => total + (row[key] ?? 0), 0);
  const total = {
    planned: sum('planned'),
    sent: sum('sent'),
    failed: sum('failed'),
    skipped: sum('skipped'),
  };
  const pending = sum('waiting');
  const keys = pending > 0 ? [...KEYS, /** @type {const} */ ('waiting')] : KEYS;
  const numbers = (/** @type {Campaign} */ row) =>
    keys.map((key) => el('td', { 'data-label': texts.outbox[key] }, String(row[key] ?? 0)));
  const rows = campaigns.map((row) =>
    el('tr', {}, el('th', { scope: 'row' }, row.title ?? row.campaign, reasons(row)), ...numbers(row)),
  );
  const heads = keys.map((key) => el('th', { scope: 'col' }, texts.outbox[key]));
  return [
    el('p', { class: 'sum' }, summary({ ...total, pending })),
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, texts.outbox.campaign), ...heads)),
      el('tbody', {}, ...rows),
    ),
  ];
}

/** @param {Campaign} row */
function reasons(row) {
  if (row.reasons.length === 0) return null;
  const lines = row.reasons.map(({ sentence, count }) => el('li', {}, texts.outbox.reason(sentence, count)));
  return el('ul', { class: 'reasons', role: 'list' }, ...lines);
}
