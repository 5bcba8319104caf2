// @ts-check
import { PoliteError } from './api.js';
import { byId } from './dom.js';
import { texts } from './texts.fr.js';

const live = byId('live', HTMLElement);
const outcome = byId('outcome', HTMLElement);
const trouble = byId('trouble', HTMLElement);
const progress = byId('progress', HTMLElement);
const main = byId('main', HTMLElement);

byId('trouble-close', HTMLButtonElement).addEventListener('click', () => {
  trouble.hidden = true;
});

/** Tells screen readers only: what is said is already in sight. @param {string} words */
export function announce(words) {
  // The same words twice are announced twice only if they differ.
  live.textContent = live.textContent === words ? `${words}\u00a0` : words;
}

/** A line under the header, seen and told. @param {string} words */
export function report(words) {
  outcome.textContent = words;
}

/** @param {unknown} error */
function complain(error) {
  byId('trouble-words', HTMLElement).textContent =
    error instanceof PoliteError ? error.message : texts.errors.unexpected;
  trouble.hidden = false;
}

let busy = false;

/**
 * Runs one thing at a time; what is asked meanwhile is left aside. A failure becomes a line on the page.
 * @param {() => Promise<void>} work
 * @param {string} [words] what takes a while, told meanwhile
 */
export async function run(work, words) {
  if (busy) return;
  busy = true;
  trouble.hidden = true;
  main.setAttribute('aria-busy', 'true');
  document.documentElement.classList.add('busy');
  if (words) {
    report(words);
    progress.hidden = false;
  }
  try {
    await work();
  } catch (error) {
    if (words) report('');
    complain(error);
  } finally {
    busy = false;
    progress.hidden = true;
    main.removeAttribute('aria-busy');
    document.documentElement.classList.remove('busy');
  }
}
