// @ts-check
import { api } from './api.js';
import { renderCard } from './cards.js';
import { byId, el } from './dom.js';
import { renderSlack } from './slack.js';
import { run } from './status.js';
import { texts } from './texts.fr.js';

/** @typedef {import('./api.js').Sample} Sample */

/** Every card with its sample, as both platforms show it. */
export function startGallery() {
  const dialog = byId('gallery', HTMLDialogElement);
  byId('show-gallery', HTMLButtonElement).addEventListener('click', () =>
    run(async () => {
      const cards = await api.cards();
      said('');
      byId('gallery-cards', HTMLElement).replaceChildren(index(cards), ...cards.map(draw));
      dialog.showModal();
      dialog.scrollTop = 0;
    }),
  );
  byId('gallery-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
}

/** @param {string} words */
function said(words) {
  byId('gallery-said', HTMLElement).textContent = words;
}

/** @param {Sample[]} cards */
function index(cards) {
  const links = cards.map(({ name }) => {
    const button = el('button', { type: 'button', class: 'suggestion' }, name);
    button.addEventListener('click', () => {
      const title = byId(`card-${name}`, HTMLElement);
      title.focus({ preventScroll: true });
      title.scrollIntoView({ block: 'start' });
    });
    return el('li', {}, button);
  });
  return el('ul', { class: 'gallery-index', role: 'list', 'aria-label': texts.gallery.index }, ...links);
}

/** @param {Sample} card */
function draw(card) {
  const { name, summary, images, blocks } = card;
  const submit = () => said(texts.gallery.sample);
  const message = {
    id: name,
    at: '',
    from: /** @type {const} */ ('bot'),
    text: summary,
    card: card.card,
    images,
  };
  const side = (/** @type {'teams' | 'slack'} */ where, /** @type {Node} */ drawn) =>
    el(
      'section',
      { 'aria-label': texts.gallery.in(name, texts.rendering[where]) },
      el('h4', {}, texts.rendering[where]),
      drawn,
    );
  return el(
    'section',
    { class: 'gallery-card', 'aria-labelledby': `card-${name}` },
    el('h3', { id: `card-${name}`, tabindex: -1 }, name),
    el('p', { class: 'lead' }, summary),
    el(
      'div',
      { class: 'sides' },
      side('teams', renderCard(message, submit)),
      side('slack', renderSlack({ text: summary, blocks }, submit)),
    ),
  );
}
