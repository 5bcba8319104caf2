/** Characters that a line leaves to what others wrote: a title, a choice, a caveat. */
export type Room = { title: number; choice: number; caveat: number };

/** In a card, where every line has its neighbours. */
export const CARD: Room = { title: 50, choice: 45, caveat: 80 };
/** On a page or a paper nothing is cut. */
export const WHOLE: Room = { title: Infinity, choice: Infinity, caveat: Infinity };
