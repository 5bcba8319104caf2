// @ts-check
/** @typedef {import('./api.js').Block} Block */

/** @param {unknown} value @returns {Block[]} */
export const list = (value) => (Array.isArray(value) ? value : []);

/** What a text object says. @param {unknown} object */
export const plain = (object) => String(Reflect.get(Object(object), 'text') ?? '');
