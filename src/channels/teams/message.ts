import type { Activity } from 'botbuilder';
import type { Outgoing } from '../channel.ts';
import { teamsCard } from './card.ts';

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** Teams takes about 100 KB counted in UTF-16; its own advice is 80. Source: Microsoft Learn, « Agent message size limit ». */
const BYTE_LIMIT = 80 * 1024;

/** A message as an activity. `channelData.percolateurId` tells afterwards which push it was. */
export function messageActivity(message: Outgoing): Partial<Activity> {
  const channelData = message.id === null ? {} : { channelData: { percolateurId: message.id } };
  if (!message.card) return { ...plainActivity(message.text), ...channelData };
  const content = teamsCard(message.card, message.text, message.images);
  return {
    type: 'message',
    summary: message.text,
    attachments: [{ contentType: CARD_TYPE, content }],
    ...channelData,
  };
}

/** Text as it is: Teams would read Markdown in it otherwise. */
export function plainActivity(text: string): Partial<Activity> {
  return { type: 'message', text, textFormat: 'plain', summary: text };
}

export function fits(activity: Partial<Activity>): boolean {
  return JSON.stringify(activity).length * 2 <= BYTE_LIMIT;
}
