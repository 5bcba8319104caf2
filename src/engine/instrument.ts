import type { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import type { DeliveryReason } from '../channels/channel.ts';
import type { CommandName } from '../domain/command.ts';
import type { VerbName } from '../domain/permissions.ts';
import type { WaveDefinition } from '../domain/wave.ts';
import type { Person } from '../store/person.ts';
import type { InForce } from './in-force.ts';
import type { Turn } from './turn.ts';

/** See `Occurrence.run`. */
export const NOT_YET = 'not_yet';

/** Something that falls due once. Its key is its identity: done, it is never done again. */
export type Occurrence = {
  key: string;
  at: Temporal.Instant;
  /** Catch-up after a downtime: past this it is skipped as `too_late`; without it, it is done late. */
  until?: Temporal.Instant;
  /**
   * It is done even while its wave is `paused`, or even once it has `ended`. All the rest is skipped during a pause,
   * with the outcome `wave_paused`, and is no longer due once the wave has ended.
   */
  evenIf?: 'paused' | 'ended';
  /**
   * What happens, with its outbox rows, in one transaction. Resolving with `NOT_YET` says that nothing was done and
   * asks to be called again at the next tick.
   */
  run(turn: Turn): Promise<unknown>;
};

/** The data of a card. Words come from the catalogue (`card.<template>.*`), filled with these values. */
export type CardData = Record<string, unknown>;

/** What a card shows now (of the template's own name unless `card` tells another), or why it need not be sent. */
export type Drawn = { data: CardData; card?: string } | { skip: DeliveryReason };

/** Who a card is drawn for (`null`: the leadership channel) and from what. */
export type Drawing = {
  person: Person | null;
  params: Record<string, unknown>;
  /** It already is in front of its reader: what is over is shown as such, rather than not sent. */
  shown: boolean;
};

/**
 * What an answer or a command replies, in-band. `redraw` shows the answered card again in its new state; a `form` has
 * inputs, one button that sends them, and perhaps one that gives up (`associatedInputs: none`).
 */
export type ReplyMessage =
  | { mode: 'redraw'; state?: Record<string, unknown> }
  | { mode: 'message' | 'replace' | 'form'; template: string; data: CardData };

/** An answer: one verb, one transaction, one reply. Who may is in `src/domain/permissions.ts`. */
export type Verb = {
  verb: VerbName;
  /** Its transaction writes no row keyed by a person, and its event is forgotten after 72 hours like all others. */
  confidential?: boolean;
  /** Parses what the button and its inputs carry, then does it. `params` are those of the answered message. */
  run(turn: Turn, answer: Answer): Promise<ReplyMessage>;
};

export type Answer = { person: Person; data: Record<string, unknown>; params: Record<string, unknown> };

export type Command = {
  name: CommandName;
  run(turn: Turn, order: Order): Promise<ReplyMessage>;
};

/** A typed command: `words` follow its name, normalised; `line` is all of it as it was typed. */
export type Order = {
  person: Person;
  words: string;
  line: string;
  /** The channel it was typed in, in front of others; null: a private chat. */
  place: { channel: string; address: string } | null;
};

/** A turn as whoever only reads needs it: the command line has no more of one. */
export type Reading = Pick<Turn, 'tx' | 'now' | 'today' | 'programme' | 'calendar'>;

/** The unit of the programme. */
export type Instrument = {
  readonly name: string;
  /** What it holds in somebody's name, to themselves and in plain French: one sentence a thing. */
  personal?(turn: Reading, person: Person): Promise<string[]>;
  /** What falls due for a wave, past and to come. */
  occurrences?(turn: Turn, wave: WaveDefinition): Promise<Occurrence[]> | Occurrence[];
  /** How each of its cards looks now. */
  draw?: Record<string, (turn: Turn, drawing: Drawing) => Promise<Drawn>>;
  verbs?: Verb[];
  commands?: Command[];
  /** What it says to somebody who has just installed the app; null: nothing. */
  installed?(turn: Turn, person: Person): Promise<ReplyMessage | null>;
  /** A typed line that may be an answer to it; null: not mine. */
  typed?(turn: Turn, person: Person, words: string): Promise<ReplyMessage | null>;
  /** Prepares its part of a week's cards (opens its round), once, for the people who will get one. */
  openWeek?(turn: Turn, week: Week): Promise<void>;
  /**
   * What a change of the programme means to it, in sentences for the leads. The turn has the new programme, which is
   * in force once it is committed; the people of the store are still those of the old one.
   */
  programmeChanged?(turn: Turn, before: InForce): Promise<string[]>;
  /** Its lines in a person's card of the week; null: nothing to say. */
  weekly?(turn: Turn, week: Week, person: Person, state: Record<string, unknown>): Promise<CardData | null>;
};

export type Week = { wave: WaveDefinition; number: number; people: Person[] };

/** Defines a verb whose data is parsed with zod where it enters. */
export function verb<T>(
  name: VerbName,
  schema: z.ZodType<T>,
  run: (turn: Turn, answer: Omit<Answer, 'data'> & { data: T }) => Promise<ReplyMessage>,
  options: Pick<Verb, 'confidential'> = {},
): Verb {
  return {
    verb: name,
    ...options,
    run: (turn, answer) => run(turn, { ...answer, data: schema.parse(answer.data) }),
  };
}
