import { onceOf } from '../domain/once.ts';
import type { Card, Outgoing } from './channel.ts';

/** Stands where the id of a message will be: as long as one, and in no text by chance. */
export const ANY_ID = 'zQ0iLkVh8r_message_id0';

/** Ids that can take its place in a JSON text, even one inside another: ours are 22 characters of base64url. */
export function isPlainId(id: string): boolean {
  return id.length <= ANY_ID.length && /^[\w-]+$/.test(id);
}

/**
 * The card of a message, with the message's id beside the verb of every button, so that an answer finds what it
 * answers. Messages that look alike share their card (it is frozen): only this tells them apart.
 */
export function markedCard({ id, card }: Pick<Outgoing, 'id' | 'card'>): Card | null {
  if (card === null || id === null) return card;
  if (!isPlainId(id)) return mark(card, id);
  const marked: Card = JSON.parse(textFor(card).replaceAll(ANY_ID, id));
  return marked;
}

const textFor = onceOf((card: Card) => JSON.stringify(mark(card, ANY_ID)));

function mark(card: Card, id: string): Card {
  const copy = structuredClone(card);
  markActions(copy, id);
  return copy;
}

function markActions(node: unknown, id: string): void {
  if (Array.isArray(node)) {
    for (const child of node) markActions(child, id);
  } else if (node !== null && typeof node === 'object') {
    for (const [key, child] of Object.entries(node)) {
      if (key === 'data' && child !== null && typeof child === 'object' && 'v' in child) {
        Object.assign(child, { m: id });
      } else markActions(child, id);
    }
  }
}
