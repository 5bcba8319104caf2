// @ts-check
/**
 * One element of index.html, of the kind expected.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (element instanceof kind) return element;
  throw new Error(`#${id}`);
}

/**
 * A new element. Attributes are set as they are; `false`, null and undefined leave them out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {(Node | string | null)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/** Writes the catalogue's words where the HTML says `data-text="travel.day"` (or `-label`, `-placeholder`). */
/** @param {object} texts */
export function fillTexts(texts) {
  const word = (/** @type {string | undefined} */ path) => {
    const value = (path ?? '')
      .split('.')
      .reduce((at, key) => Reflect.get(Object(at), key), /** @type {unknown} */ (texts));
    return typeof value === 'string' ? value : '';
  };
  for (const element of document.querySelectorAll('[data-text], [data-label], [data-placeholder]')) {
    if (!(element instanceof HTMLElement)) continue;
    if (element.dataset.text) element.textContent = word(element.dataset.text);
    if (element.dataset.label) element.setAttribute('aria-label', word(element.dataset.label));
    if (element.dataset.placeholder) element.setAttribute('placeholder', word(element.dataset.placeholder));
  }
}
