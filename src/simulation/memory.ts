import type { CardData, Outgoing } from '../channels/channel.ts';
import { markedCard } from '../channels/marked.ts';
import { type Offer, type OfferInput, offersOf } from './offers.ts';

/** A message as its reader remembers it: what it offers now, and what it has offered at some time. */
export type Remembered = { id: string; offers: Offer[]; before: Offer[]; changes: number };

/** The last messages of each chat that can be answered; older ones have scrolled away. */
export type Memory = {
  /** Keeps a message, or what took the place of one. Null: there is nothing to answer in it. */
  keep(reader: string, id: string, message: Outgoing): Remembered | null;
  /** What the reader's last message with that verb offers, the button that fits `data` best. */
  find(reader: string, verb: string, data: Readonly<Record<string, unknown>>): Offer | null;
};

export function createMemory(length: number): Memory {
  const chats = new Map<string, Remembered[]>();
  const shared = createShared();
  return {
    keep(reader, id, message) {
      const chat = chats.get(reader) ?? [];
      const card = markedCard(message);
      const offers = card ? shared(offersOf(card)) : [];
      const known = chat.find((one) => one.id === id);
      if (known) {
        known.before = [
          ...offers,
          ...known.before.filter((offer) => !offers.some((now) => same(now, offer))),
        ];
        known.offers = offers;
        known.changes += 1;
        return known;
      }
      if (offers.length === 0) return null;
      const kept = { id, offers, before: offers, changes: 0 };
      chats.set(reader, [kept, ...chat].slice(0, length));
      return kept;
    },
    find(reader, verb, data) {
      for (const { before } of chats.get(reader) ?? []) {
        const offers = before.filter((offer) => offer.verb === verb);
        const [best] = offers.sort((a, b) => likeness(b.data, data) - likeness(a.data, data));
        if (best) return best;
      }
      return null;
    },
  };
}

/** Thousands of people get cards with the same fields: these are kept once. */
function createShared(): (offers: Offer[]) => Offer[] {
  const known = new Map<string, OfferInput[]>();
  return (offers) =>
    offers.map((offer) => {
      if (offer.inputs.length === 0) return offer;
      const key = JSON.stringify(offer.inputs);
      const inputs = known.get(key) ?? offer.inputs;
      known.set(key, inputs);
      return { ...offer, inputs };
    });
}

function same(a: Offer, b: Offer): boolean {
  return JSON.stringify(a.data) === JSON.stringify(b.data);
}

function likeness(carried: CardData, data: Readonly<Record<string, unknown>>): number {
  let score = 0;
  for (const [key, value] of Object.entries(data)) {
    if (key in carried) score += String(carried[key]) === String(value) ? 1 : -1;
  }
  return score;
}
