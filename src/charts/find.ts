import type { Card, CardElement } from '../channels/channel.ts';

/** The `Chart.*` elements of a card, in reading order. */
export function chartsOf(card: Card): CardElement[] {
  const found: CardElement[] = [];
  visit(card.body);
  return found;

  function visit(node: unknown): void {
    if (Array.isArray(node)) {
      for (const child of node) visit(child);
    } else if (isElement(node)) {
      if (node.type.startsWith('Chart.')) found.push(node);
      else for (const child of Object.values(node)) visit(child);
    } else if (node !== null && typeof node === 'object') {
      for (const child of Object.values(node)) visit(child);
    }
  }
}

function isElement(node: unknown): node is CardElement {
  return node !== null && typeof node === 'object' && 'type' in node && typeof node.type === 'string';
}
