// @ts-check
import { makeLarge } from './cards.js';
import { el } from './dom.js';
import { readInputs, renderInput } from './slack-inputs.js';
import { list, plain } from './slack-words.js';
import { texts } from './texts.fr.js';

/** @typedef {import('./api.js').Block} Block */
/** @typedef {import('./cards.js').Submit} Submit */

/**
 * A message as Slack shows it: the subset of Block Kit that our Slack channel writes.
 * Source: Slack's Block Kit reference, « Blocks ».
 * @param {{ text: string, blocks?: Block[] | null }} message
 * @param {Submit} submit
 */
export function renderSlack({ text, blocks }, submit) {
  const form = el('form', { class: 'slack', novalidate: true });
  form.addEventListener('submit', (event) => event.preventDefault());
  if (blocks) form.append(...blocks.map((block) => renderBlock(block, form, submit)));
  else form.append(el('p', {}, texts.rendering.refused), el('p', {}, text));
  for (const { image_url, alt_text } of blocks ?? [])
    if (image_url) makeLarge(form, { url: String(image_url), alt: String(alt_text ?? '') });
  return form;
}

/** @param {Block} block @param {HTMLFormElement} form @param {Submit} submit @returns {Node} */
function renderBlock(block, form, submit) {
  switch (block.type) {
    case 'header':
      return el('p', { class: 'slack-header' }, plain(block.text));
    case 'section':
      return section(block);
    case 'rich_text':
      return el(
        'p',
        { class: 'slack-text' },
        ...list(block.elements).flatMap(({ elements }) => runs(elements)),
      );
    case 'context':
      return el('p', { class: 'slack-context' }, list(block.elements).map(plain).join(' '));
    case 'divider':
      return el('hr');
    case 'image':
      return el('img', { src: String(block.image_url ?? ''), alt: String(block.alt_text ?? '') });
    case 'input':
      return renderInput(block);
    case 'actions':
      return el(
        'div',
        { class: 'slack-actions' },
        ...list(block.elements).map((element) => button(element, form, submit)),
      );
    default:
      return el('p', { class: 'slack-context' }, block.type);
  }
}

/** @param {Block} block */
function section({ text, fields }) {
  if (text) return el('p', { class: 'slack-text' }, plain(text));
  const cells = list(fields).map((field) => el('p', { class: 'slack-text' }, plain(field)));
  return el('div', { class: 'slack-fields' }, ...cells);
}

/** @param {unknown} elements */
function runs(elements) {
  return list(elements).map(({ text, style, url }) => {
    const { bold, italic, strike, code } = Object(style);
    /** @type {Node} */
    let node = document.createTextNode(String(text ?? ''));
    if (code) node = el('code', {}, node);
    if (/^https?:/.test(String(url)))
      node = el('a', { href: String(url), target: '_blank', rel: 'noopener' }, node);
    if (strike) node = el('s', {}, node);
    if (italic) node = el('em', {}, node);
    return bold ? el('strong', {}, node) : node;
  });
}

/** @param {Block} element @param {HTMLFormElement} form @param {Submit} submit */
function button(element, form, submit) {
  const { text, style, url, value, action_id } = element;
  const node = el('button', { type: 'button', class: `slack-button ${style ?? ''}` }, plain(text));
  node.addEventListener('click', () => {
    if (url) {
      window.open(String(url), '_blank', 'noopener');
      return;
    }
    const carried = JSON.parse(String(value ?? '{}'));
    // The channel marks so the buttons that take no input along.
    const typed = String(action_id).startsWith('alone') ? {} : readInputs(form);
    submit(String(carried.v ?? ''), { ...typed, ...carried });
  });
  return node;
}
