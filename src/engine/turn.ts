import type { Temporal } from 'temporal-polyfill';
import type { Rendering } from '../channels/channel.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { ChannelName } from '../domain/person.ts';
import type { Programme } from '../domain/programme.ts';
import type { Person } from '../store/person.ts';
import type { Tx } from '../store/store.ts';
import type { Random } from './random.ts';
import type { Seal } from './seal.ts';

/** Everything one transaction works with: its database handle and its one « now ». */
export type Turn = {
  tx: Tx;
  now: Temporal.Instant;
  /** Local date of `now`, in the organisation's zone. */
  today: Temporal.PlainDate;
  programme: Programme;
  calendar: Calendar;
  random: Random;
  /** The channels that run, which decide who can be reached. */
  channels: ReadonlySet<ChannelName>;
  /** Where our own pages are, without a slash at the end; null: nobody outside can reach them. */
  publicUrl: string | null;
  /** What a card looks like on each platform, whether or not it runs. */
  renderings: ReadonlyMap<ChannelName, Rendering>;
  seal(salt: Uint8Array): Seal;
  /** Puts messages in the outbox; they leave after the commit. Nothing else sends. */
  plan(push: Push): Promise<void>;
};

/** An unprompted message, before it is one row a recipient. */
export type Push = {
  /** What it belongs to, e.g. `checkin/pilote/3`: deliveries are counted by it, and nobody gets it twice. */
  campaign: string;
  /** The card, drawn when it is sent from `params`. */
  template: string;
  params: Record<string, unknown>;
  to: Person[] | 'leadership';
  /** Not before; people get it at their first working moment after. */
  at: Temporal.Instant;
  /** After this it has lost its use, and is skipped. */
  until: Temporal.Instant;
  /** Asked for by its reader (a reminder of what they signed up to): outside the weekly cap. */
  solicited?: boolean;
  /** Its row would tell who stayed silent: only its count is kept once it is sent. */
  ephemeral?: boolean;
  /** It follows something, such as a survey's participation: shown again in place whenever it says something else. */
  live?: boolean;
  /** Lower leaves first; above 5, the usual one, it leaves room for the weekly card to come. */
  priority?: number;
};
