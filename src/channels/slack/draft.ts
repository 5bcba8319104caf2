import type { types } from '@slack/bolt';
import type { CardElement } from '../channel.ts';

/** A picture that is already at Slack, ready for an image block. */
export type Picture = { fileId: string; alt: string };

/** A message being drawn: blocks so far, and the pictures its charts have not taken yet. */
export type Draft = {
  blocks: types.KnownBlock[];
  pictures: Picture[];
  /** Makes block ids new at each drawing, so that an updated message starts from empty inputs. */
  nonce: string;
  /** Inputs and buttons drawn so far: keeps ids unique. */
  count: number;
};

/** A property of a card as text; templates may leave a number where a word is meant. */
export function words(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** The visible elements of a list in a card. */
export function children(value: unknown): CardElement[] {
  return Array.isArray(value) ? value.filter(isElement).filter((item) => item.isVisible !== false) : [];
}

export function isElement(value: unknown): value is CardElement {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
