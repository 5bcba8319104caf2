// @ts-check
import { el } from './dom.js';
import { list, plain } from './slack-words.js';
import { texts } from './texts.fr.js';

/** @typedef {import('./api.js').Block} Block */

/**
 * An input block: its label, then what is ticked, chosen or typed.
 * @param {Block} block
 */
export function renderInput(block) {
  const element = /** @type {Block} */ (Object(block.element));
  const id = String(block.block_id);
  const label = [
    plain(block.label),
    block.optional === true ? el('span', { class: 'slack-optional' }, ` ${texts.rendering.optional}`) : null,
  ];
  const attributes = { class: 'slack-input', 'data-input': String(element.action_id), 'data-block': id };
  if (element.type === 'radio_buttons' || element.type === 'checkboxes')
    return el('fieldset', attributes, el('legend', {}, ...label), ...choices(element, id));
  const control =
    element.type === 'plain_text_input'
      ? typed(element, id)
      : element.type === 'datepicker' || element.type === 'timepicker'
        ? moment(element, id)
        : menu(element, id);
  return el('div', attributes, el('label', { for: id }, ...label), control);
}

/** @param {Block} element @param {string} name */
function choices(element, name) {
  const type = element.type === 'checkboxes' ? 'checkbox' : 'radio';
  const chosen = chosenIn(element);
  return list(element.options).map(({ text, value }) =>
    el(
      'label',
      { class: 'slack-choice' },
      el('input', { type, name, value: String(value), checked: chosen.has(value) }),
      el('span', {}, plain(text)),
    ),
  );
}

/** @param {Block} element @param {string} id */
function menu(element, id) {
  const multiple = element.type === 'multi_static_select';
  const chosen = chosenIn(element);
  const options = list(element.options).map(({ text, value }) =>
    el('option', { value: String(value), selected: chosen.has(value) }, plain(text)),
  );
  const hint = plain(element.placeholder) || texts.rendering.choose;
  return el('select', { id, multiple }, multiple ? null : el('option', { value: '' }, hint), ...options);
}

/** @param {Block} element @param {string} id */
function typed(element, id) {
  const attributes = { id, maxlength: Number(element.max_length), placeholder: plain(element.placeholder) };
  const value = String(element.initial_value ?? '');
  if (element.multiline === true) return el('textarea', { ...attributes, rows: 3 }, value);
  return el('input', { ...attributes, type: 'text', value });
}

/** @param {Block} element @param {string} id */
function moment(element, id) {
  const type = element.type === 'datepicker' ? 'date' : 'time';
  return el('input', { id, type, value: String(element.initial_date ?? element.initial_time ?? '') });
}

/** @param {Block} element */
function chosenIn({ initial_option, initial_options }) {
  const options = initial_option ? [initial_option] : list(initial_options);
  return new Set(options.map((option) => Reflect.get(Object(option), 'value')));
}

/**
 * The inputs of a message under their card's names, as the Slack channel reads them: empty ones left out, several
 * choices as one text with commas, an unticked toggle as its « off » value (the end of its block id).
 * @param {HTMLFormElement} form
 */
export function readInputs(form) {
  /** @type {Record<string, string>} */
  const data = {};
  for (const input of form.querySelectorAll('.slack-input')) {
    if (!(input instanceof HTMLElement)) continue;
    const { input: name = '', block = '' } = input.dataset;
    const off = /^[^:]*:\d+:toggle:(.*)$/s.exec(block)?.[1] ?? '';
    const value = answerOf(input) || off;
    if (value) data[name] = value;
  }
  return data;
}

/** @param {HTMLElement} input */
function answerOf(input) {
  const control = input.querySelector(
    'select, textarea, input[type="text"], input[type="date"], input[type="time"]',
  );
  if (control instanceof HTMLSelectElement)
    return [...control.selectedOptions].map(({ value }) => value).join(',');
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) return control.value;
  return [...input.querySelectorAll('input')]
    .filter(({ checked }) => checked)
    .map(({ value }) => value)
    .join(',');
}
