// @ts-check
import { el } from './dom.js';
import { texts } from './texts.fr.js';

/** @typedef {import('./api.js').Rendering} Rendering */

const RENDERINGS = /** @type {const} */ (['teams', 'slack']);

/** @type {Rendering} */
let chosen = 'teams';

/** Which platform's drawing the messages are shown in. */
export const rendering = () => chosen;

/** Draws the choice wherever index.html has a place for it. @param {(words: string) => void} onChange */
export function startRendering(onChange) {
  const buttons = [...document.querySelectorAll('.rendering')].flatMap((place) => {
    place.setAttribute('role', 'group');
    place.setAttribute('aria-label', texts.rendering.label);
    const made = RENDERINGS.map((name) => ({
      name,
      button: el('button', { type: 'button' }, texts.rendering[name]),
    }));
    place.replaceChildren(...made.map(({ button }) => button));
    return made;
  });
  const mark = () => {
    for (const { name, button } of buttons) button.setAttribute('aria-pressed', String(name === chosen));
  };
  for (const { name, button } of buttons) {
    button.addEventListener('click', () => {
      if (name === chosen) return;
      chosen = name;
      mark();
      onChange(texts.rendering.shown(texts.rendering[name]));
    });
  }
  mark();
}
