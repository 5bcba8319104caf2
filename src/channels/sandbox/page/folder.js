// @ts-check
import { byId, el } from './dom.js';
import { texts } from './texts.fr.js';

/** Enough to begin with: the command line says them all. */
const SHOWN = 5;

/**
 * Why the programme folder as it is now is not in force; nothing is shown when it is.
 * @param {string[]} [problems]
 */
export function showProblems(problems = []) {
  byId('folder', HTMLElement).hidden = problems.length === 0;
  const lines = problems.slice(0, SHOWN).map((problem) => el('li', {}, problem));
  const more = problems.length - SHOWN;
  if (more > 0) lines.push(el('li', {}, texts.folder.more(more)));
  byId('folder-problems', HTMLElement).replaceChildren(...lines);
}
