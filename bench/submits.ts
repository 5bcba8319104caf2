import { TIME_BANDS } from '../src/domain/checkin.ts';
import type { CardSent } from './cards.ts';
import { postOf, type Request } from './load.ts';

export const BOT = '28:bot';
export const TENANT = 'tenant-1';

/** `Action.Submit` of the weekly card, as Teams posts it. */
export function createSubmits(cards: readonly CardSent[], serviceUrl: string): (count: number) => Request[] {
  let made = 0;
  return (count) => Array.from({ length: count }, () => submit(cards, serviceUrl, made++));
}

function submit(cards: readonly CardSent[], serviceUrl: string, number: number): Request {
  const card = cards[number % cards.length];
  if (!card) throw new Error('nobody has a card');
  const { name, aadId, teamsId, chat } = card.person;
  const activity = {
    type: 'message',
    id: `f:${number}`,
    timestamp: '2026-12-01T08:00:00.000Z',
    channelId: 'msteams',
    serviceUrl,
    from: { id: teamsId, name, aadObjectId: aadId },
    recipient: { id: BOT, name: 'Percolateur' },
    conversation: { id: chat, conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    locale: 'fr-FR',
    replyToId: card.platformId,
    value: { v: 'checkin.answer', m: card.id, time: TIME_BANDS[number % TIME_BANDS.length] },
  };
  return postOf('/api/messages', { 'content-type': 'application/json' }, JSON.stringify(activity));
}
