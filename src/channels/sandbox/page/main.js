// @ts-check
import { api } from './api.js';
import { startCalendar } from './calendar.js';
import { changeState, choose, played, refresh, say, start, toLatest } from './conversation.js';
import { moment } from './dates.js';
import { startDeliveries, summary } from './deliveries.js';
import { byId, el, fillTexts } from './dom.js';
import { startGallery } from './gallery.js';
import { startLayout } from './layout.js';
import { startPeople } from './people.js';
import { announce, report, run } from './status.js';
import { texts } from './texts.fr.js';
import { startTravel } from './travel.js';

function startChat() {
  const state = byId('state', HTMLSelectElement);
  const text = byId('text', HTMLInputElement);
  const states = Object.entries(texts.people.states);
  state.replaceChildren(...states.map(([value, label]) => el('option', { value }, label)));
  state.addEventListener('change', () => changeState(state.value));
  byId('suggestions', HTMLElement).replaceChildren(
    ...texts.chat.commands.map((command) => {
      const button = el('button', { type: 'button', class: 'suggestion' }, command);
      button.addEventListener('click', () => say(command, () => {}));
      return el('li', {}, button);
    }),
  );
  byId('composer', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (!words) return;
    say(words, () => {
      text.value = '';
    });
  });
}

function startColleagues() {
  byId('colleagues', HTMLButtonElement).addEventListener('click', () =>
    run(async () => {
      const { answered } = await api.simulate(played());
      await refresh();
      report(texts.travel.answered(answered));
    }, texts.travel.answering),
  );
}

function startReset() {
  const dialog = byId('reset', HTMLDialogElement);
  byId('show-reset', HTMLButtonElement).addEventListener('click', () => dialog.showModal());
  byId('reset-cancel', HTMLButtonElement).addEventListener('click', () => dialog.close());
  byId('reset-confirm', HTMLButtonElement).addEventListener('click', () => {
    dialog.close();
    run(async () => {
      await api.reset();
      await start();
      report(texts.reset.done);
    });
  });
}

fillTexts(texts);
startLayout();
startChat();
startColleagues();
startReset();
startDeliveries();
startGallery();
startCalendar();
startPeople(choose);
startTravel((where, simulate) =>
  run(async () => {
    const result = await api.travel(where, { simulate, except: played() });
    const clock = await refresh();
    toLatest();
    announce(texts.travel.arrived(moment(clock.now)));
    report(summary(result));
  }, texts.travel.travelling),
);
await run(start);
