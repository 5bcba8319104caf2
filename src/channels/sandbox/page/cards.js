// @ts-check
import { el } from './dom.js';
import { hostConfig } from './host-config.js';
import { texts } from './texts.fr.js';

/** @typedef {import('./api.js').CardElement} CardElement */
/** @typedef {import('./api.js').Picture} Picture */
/** @typedef {(verb: string, data: Record<string, unknown>) => void} Submit */

let ready = false;

/** Card texts are plain: no Markdown, and no warning about it. */
function prepare() {
  if (ready) return;
  ready = true;
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = () => {};
  AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false;
}

/**
 * The renderer knows no `Chart.*`: each becomes the next of the message's pictures, in reading order.
 * What has no picture keeps its own fallback.
 * @param {unknown} node
 * @param {Picture[]} pictures consumed from the front
 * @returns {unknown}
 */
function withPictures(node, pictures) {
  if (Array.isArray(node)) return node.map((item) => withPictures(item, pictures));
  if (node === null || typeof node !== 'object') return node;
  if (String(Reflect.get(node, 'type')).startsWith('Chart.')) {
    const picture = pictures.shift();
    if (picture)
      return { type: 'Image', url: picture.url, altText: picture.alt, size: 'stretch', spacing: 'medium' };
    return node;
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withPictures(value, pictures)]));
}

/**
 * A card as its reader sees it. It sits in a form of its own: cards asking the same question share input
 * names, and a form keeps their radio buttons apart.
 * @param {import('./api.js').Message} message
 * @param {Submit} submit
 */
export function renderCard(message, submit) {
  prepare();
  const pictures = [...(message.images ?? [])];
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) {
      if (/^https?:/.test(action.url ?? '')) window.open(action.url, '_blank', 'noopener');
    } else if (
      action instanceof AdaptiveCards.SubmitAction ||
      action instanceof AdaptiveCards.ExecuteAction
    ) {
      const data = { ...Object(action.data) };
      submit(String(data.v ?? ''), data);
    }
  };
  const form = el('form', { class: 'card', novalidate: true });
  form.addEventListener('submit', (event) => event.preventDefault());
  try {
    card.parse(/** @type {CardElement} */ (withPictures(message.card, pictures)));
    form.append(card.render() ?? '');
  } catch {
    form.append(el('p', {}, texts.chat.broken), el('p', { class: 'plain' }, message.text));
  }
  for (const { url, alt } of pictures) form.append(el('img', { src: url, alt }));
  for (const picture of message.images ?? []) makeLarge(form, picture);
  nameGroups(form);
  return form;
}

/** The renderer tells a question only on its first choice; as a group it is told once, whichever is reached. */
/** @param {HTMLElement} form */
function nameGroups(form) {
  for (const group of form.querySelectorAll('.ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect')) {
    const inputs = [...group.querySelectorAll('input')];
    const labels = inputs[0]?.getAttribute('aria-labelledby')?.trim().split(/\s+/) ?? [];
    group.setAttribute(
      'role',
      group.classList.contains('ac-choiceSetInput-expanded') ? 'radiogroup' : 'group',
    );
    if (labels.length < 2) continue;
    group.setAttribute('aria-labelledby', labels.slice(0, -1).join(' '));
    inputs[0]?.setAttribute('aria-labelledby', labels.at(-1) ?? '');
  }
}

/** @param {HTMLElement} form @param {Picture} picture a chart, which a press shows whole */
export function makeLarge(form, { url, alt }) {
  for (const image of form.querySelectorAll('img')) {
    if (image.getAttribute('src') !== url || image.closest('.enlarge')) continue;
    const button = el('button', {
      type: 'button',
      class: 'enlarge',
      'aria-label': texts.direction.enlarge(alt),
    });
    image.replaceWith(button);
    button.append(image);
  }
}
