import type { Activity } from 'botbuilder';
import { onceOf } from '../../domain/once.ts';
import type { Card, Outgoing } from '../channel.ts';
import { ANY_ID, isPlainId, markedCard } from '../marked.ts';
import { teamsCard } from './card.ts';

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** Teams takes about 100 KB counted in UTF-16; its own advice is 80. Source: Microsoft Learn, « Agent message size limit ». */
const BYTE_LIMIT = 80 * 1024;

/** A message as an activity. `channelData.percolateurId` tells afterwards which push it was. */
export function messageActivity(message: Outgoing): Partial<Activity> {
  const channelData = message.id === null ? {} : { channelData: { percolateurId: message.id } };
  if (!message.card) return { ...plainActivity(message.text), ...channelData };
  const content = contentOf(message, message.card);
  return {
    type: 'message',
    summary: message.text,
    attachments: [{ contentType: CARD_TYPE, content }],
    ...channelData,
  };
}

/** Messages that share a card are prepared once: what tells them apart is put in its place. */
function contentOf(message: Outgoing, card: Card): object {
  const { id, text, images } = message;
  if (images.length > 0 || id === null || !isPlainId(id))
    return teamsCard(markedCard(message) ?? card, text, images);
  const content: object = JSON.parse(preparedFor(card).replaceAll(ANY_ID, id));
  return { ...content, fallbackText: text };
}

const preparedFor = onceOf((card: Card) =>
  JSON.stringify(teamsCard(markedCard({ id: ANY_ID, card }) ?? card, '', [])),
);

/** Text as it is: Teams would read Markdown in it otherwise. */
export function plainActivity(text: string): Partial<Activity> {
  return { type: 'message', text, textFormat: 'plain', summary: text };
}

export function fits(activity: Partial<Activity>): boolean {
  return JSON.stringify(activity).length * 2 <= BYTE_LIMIT;
}
