import type { CardData as ButtonData } from '../channels/channel.ts';
import type { ReplyMessage } from './instrument.ts';

/** A short card of a title, a few lines and perhaps buttons: the usual answer to a command. */
export function notice(
  title: string,
  lines: string[],
  actions: { title: string; data: ButtonData }[] = [],
  mode: 'message' | 'replace' = 'message',
): ReplyMessage {
  return { mode, template: 'notice', data: noticeData(title, lines, actions) };
}

/** The same as the data of a card that the outbox sends. */
export function noticeData(
  title: string,
  lines: string[],
  actions: { title: string; data: ButtonData }[] = [],
) {
  return { title, lines: lines.map((line) => ({ line })), actions, hasActions: actions.length > 0 };
}
