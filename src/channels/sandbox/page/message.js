// @ts-check
import { renderCard } from './cards.js';
import { hour, longDate } from './dates.js';
import { el } from './dom.js';
import { renderSlack } from './slack.js';
import { texts } from './texts.fr.js';

/**
 * One message: who, when, and its card or its words.
 * @param {import('./api.js').Message} message
 * @param {import('./cards.js').Submit} submit
 */
export function renderMessage(message, submit) {
  const time = hour(message.at);
  const author = texts.chat.bot;
  const label = message.from === 'bot' ? `${author}, ${time}` : `${longDate(message.at)}, ${time}`;
  const drawn = message.blocks === undefined ? renderCard : renderSlack;
  const body = message.card ? drawn(message, submit) : el('p', { class: 'bubble' }, message.text);
  return el(
    'li',
    { class: `message from-${message.from}`, 'data-message': message.id },
    el(
      'article',
      { tabindex: -1, 'aria-label': label },
      el(
        'p',
        { class: 'meta' },
        message.from === 'bot' ? el('span', { class: 'author' }, author) : null,
        el('time', { datetime: message.at }, time),
      ),
      body,
    ),
  );
}
