// @ts-check
import { byId, el } from './dom.js';
import { texts } from './texts.fr.js';

const main = byId('main', HTMLElement);
const chatButton = byId('view-chat', HTMLButtonElement);
const directionButton = byId('view-direction', HTMLButtonElement);
const fresh = byId('direction-fresh', HTMLElement);

/** On a narrow screen one area is shown at a time. @param {'chat' | 'direction'} view */
export function showView(view) {
  main.dataset.view = view;
  chatButton.setAttribute('aria-pressed', String(view === 'chat'));
  directionButton.setAttribute('aria-pressed', String(view === 'direction'));
  if (view === 'direction') fresh.hidden = true;
}

/** Says that the leadership channel has something new, unless it is in sight. */
export function markFresh() {
  fresh.hidden = main.dataset.view === 'direction';
}

export function startLayout() {
  chatButton.addEventListener('click', () => showView('chat'));
  directionButton.addEventListener('click', () => showView('direction'));
  byId('skip', HTMLElement).addEventListener('click', (event) => {
    // The hash holds who is chosen: the link moves the focus and leaves it alone.
    event.preventDefault();
    showView('chat');
    byId('conversation', HTMLElement).focus();
  });
  startWelcome();
  startZoom();
}

function startWelcome() {
  const welcome = byId('welcome', HTMLElement);
  welcome.hidden = localStorage.getItem('percolateur.welcome') === 'seen';
  byId('welcome-lines', HTMLElement).replaceChildren(
    ...texts.welcome.lines.map((line) => el('li', {}, line)),
  );
  byId('welcome-close', HTMLButtonElement).addEventListener('click', () => {
    welcome.hidden = true;
    localStorage.setItem('percolateur.welcome', 'seen');
    byId('conversation', HTMLElement).focus({ preventScroll: true });
  });
}

/** A chart is small in its column: a press shows it whole. */
function startZoom() {
  const dialog = byId('zoom', HTMLDialogElement);
  const picture = byId('zoom-picture', HTMLImageElement);
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('.enlarge') : null;
    const image = button?.querySelector('img');
    if (!image) return;
    picture.src = image.src;
    picture.alt = image.alt;
    byId('zoom-alt', HTMLElement).textContent = image.alt;
    dialog.showModal();
  });
  byId('zoom-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
}
