import type { Delivery, Outgoing, Reply } from '../channels/channel.ts';
import type { Gesture } from './behaviour.ts';

/** What a person does on a platform: in private, or in a channel (`place`). */
export type Deed = {
  person: string;
  place: string | null;
  act: Gesture | { app: 'installed' | 'removed' };
  /** The line of a script it comes from. */
  line?: number;
};

/** A deed that cannot be done, and the code of why. */
export type Impossible = { person: string; impossible: string; line?: number };

/** Those who play the people of a programme. Moments are epoch milliseconds. */
export type Cast = {
  /** What becomes of a message sent to somebody, or to a channel. */
  receive(address: string, message: Outgoing, now: number): Delivery;
  /** When somebody acts next, or null. */
  nextAt(): number | null;
  /** What is done now, one deed at a time; null when that is all. */
  next(now: number): Deed | Impossible | null;
  /** The reply a deed got: its author sees it. */
  see(deed: Deed, reply: Reply | null, now: number): void;
};
