import { HEAD_LINE } from './fit.ts';

/**
 * Characters that a text leaves to what others wrote (the name of a wave, a title, a choice, a caveat, a version), and
 * those that each of the first sentences of a review may take.
 */
export type Room = {
  head: number;
  wave: number;
  title: number;
  choice: number;
  caveat: number;
  version: number;
};

/** In a card, where every line has its neighbours. */
export const CARD: Room = { head: HEAD_LINE, wave: 40, title: 50, choice: 45, caveat: 80, version: 12 };
/** On a page or a paper nothing is cut. */
export const WHOLE: Room = {
  head: Infinity,
  wave: Infinity,
  title: Infinity,
  choice: Infinity,
  caveat: Infinity,
  version: Infinity,
};
