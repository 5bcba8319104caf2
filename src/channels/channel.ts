import type { ChannelName } from '../domain/person.ts';

/** An Adaptive Card, already filled, in the words of its reader. The subset we use is listed in docs/reference.md. */
export type Card = {
  type: 'AdaptiveCard';
  version: string;
  body: CardElement[];
  actions?: CardAction[];
  [key: string]: unknown;
};
export type CardElement = { type: string; [key: string]: unknown };
export type CardAction = { type: string; title?: string; data?: CardData; [key: string]: unknown };

/** What a button carries: `v` the verb, `m` the outbox id of its message; the rest is the verb's. */
export type CardData = { v: string; m?: string; [key: string]: unknown };

/** A message ready for a platform. `text` is the whole story in a line: toast, fallback, screen reader. */
export type Outgoing = {
  /** Outbox id, or null for an in-band reply. */
  id: string | null;
  text: string;
  /** Shared by messages that look alike, without the id that their buttons carry: see `marked.ts`. Never changed. */
  card: Card | null;
  /** Pictures for platforms without native charts, in the order of the card's `Chart.*` elements. */
  images: { png: Uint8Array; alt: string }[];
};

/**
 * A piece of a card as a platform shows it, in words, for whoever cannot open that platform. A `question` is one of
 * its inputs: something to tap (`one`, `several`), a `menu` to open, or a place to type in (`typed`).
 */
export type SeenPart =
  | { kind: 'title' | 'text' | 'note'; text: string }
  | {
      kind: 'question';
      label: string;
      control: 'one' | 'several' | 'menu' | 'typed';
      choices: string[];
      hint: string;
    }
  | { kind: 'buttons'; titles: string[] };

/** A card as a platform would show it, by the same translation that its messages go through. */
export type Rendering = (card: Card) => SeenPart[];

/**
 * The reply to a click or a word: `replace` takes the place of the answered card, `message` follows it. `form` is a
 * card to fill in: a dialog where the platform has them, else it takes the place of the answered card.
 * `refused`: the code of a refusal; nothing was done, and the message says why, of the input `field` when it is one.
 */
export type Reply = {
  mode: 'replace' | 'message' | 'form';
  message: Outgoing;
  refused?: string;
  field?: string | undefined;
};

/** Where a platform finds somebody. Opaque outside its channel; JSON that the store keeps as text. */
export type Address = string;

/**
 * What became of a send. `gone` and `refused` are final; their `reason` is one of DELIVERY_REASONS.
 * `retry`: nothing was done; `everywhere`: the platform as a whole wants a rest, not this conversation alone.
 * `doubtful`: no answer came, so it may have arrived. `held`: no request was made, its turn has not come.
 * `halted`: the platform refuses our credentials, hence every message alike.
 */
export type Delivery =
  | { outcome: 'delivered'; platformId: string | null }
  | { outcome: 'retry'; afterSeconds: number | null; reason: DeliveryReason; everywhere?: true }
  | { outcome: 'doubtful'; reason: 'no_answer' }
  | { outcome: 'held'; afterSeconds: number | null; everywhere?: true }
  | { outcome: 'halted'; reason: 'credentials' }
  | { outcome: 'gone' | 'refused'; reason: DeliveryReason };

/**
 * What a platform knows of a message in doubt; `unknown`: it cannot be asked; `later`: it has not been asked, or says
 * when to ask; `unanswered`: it was asked and did not answer.
 */
export type Sighting =
  | { state: 'found'; platformId: string }
  | { state: 'absent' }
  | { state: 'unknown' }
  | { state: 'later'; afterSeconds: number | null }
  | { state: 'unanswered' };

/** Why a push was skipped or failed. Each has its French sentence and remedy in the catalogue (`reasons.*`). */
export const DELIVERY_REASONS = [
  'not_installed',
  'blocked',
  'disabled_by_admin',
  'left',
  'paused',
  'opted_out',
  'no_channel',
  'frequency_cap',
  'too_late',
  'already_answered',
  'cancelled',
  'nothing_new',
  'wave_paused',
  'wave_ended',
  'payload_refused',
  'credentials',
  'rate_limited',
  'platform_error',
  'no_answer',
  'channel_unbound',
] as const;
export type DeliveryReason = (typeof DELIVERY_REASONS)[number];

/** Who a platform says is speaking. At least one is known; `email` may need a call, made only for strangers. */
export type Sender = {
  personId?: string;
  aadId?: string;
  slackId?: string;
  email?: () => Promise<string | null>;
};

/** Something that happened in a chat. */
export type Inbound = {
  /** The platform's id of the event, the same when it delivers it again. */
  eventId: string;
  channel: ChannelName;
  sender: Sender;
  /** Where to reach the sender in private, when the event tells. */
  address: Address | null;
  /** The channel it was written in, or null in a private chat. */
  place: Address | null;
} & (
  | { kind: 'action'; data: CardData }
  | { kind: 'text'; text: string }
  | { kind: 'installed' }
  | { kind: 'removed' }
);

/**
 * Hands an event to the programme. Resolves once what it did is stored; null: nothing to say, or nothing
 * any more, when a later event shows the same card. Never throws. With `stored`, a reply that takes long to draw may come
 * later, and `stored` is called before, once all is stored.
 */
export type Dispatch = (event: Inbound, stored?: () => void) => Promise<Reply | null>;

/**
 * How a message waits for its turn: no longer than until `signal` is aborted (it is then `held`). `waited`: what the
 * platform asked it to wait is over, by the clock of the programme, which in the sandbox is not the wall's.
 */
export type Patience = { signal?: AbortSignal; waited?: boolean };

/** The port of a chat platform. */
export type Channel = {
  readonly name: ChannelName;
  /** Messages a second the platform stands, all of them together: how many sends are worth having under way. */
  readonly ratePerSecond: number;
  /** True where native charts are unknown: messages then come with a picture of each. */
  readonly chartImages?: boolean;
  /**
   * One logical send is one request (one more for a first contact in Teams), made when the platform's limits allow;
   * failures are data, never exceptions.
   */
  send(address: Address, message: Outgoing, patience?: Patience): Promise<Delivery>;
  /**
   * Whether a message in doubt arrived: looked for among the last ones there, by its outbox id; `earlier`: the
   * `platformId` of one that landed there before, if any did. Never throws.
   */
  find?(address: Address, id: string, earlier: string | null, patience: Patience): Promise<Sighting>;
  /** Shows a delivered message again in its place, which its `platformId` tells. As often as wanted. */
  update(address: Address, platformId: string, message: Outgoing, patience?: Patience): Promise<Delivery>;
  /** Everybody the platform can reach without having met them (Slack); an e-mail is in lower case, null when hidden. */
  roster?(): Promise<{ email: string | null; address: Address; platformId: string }[]>;
  close(): Promise<void>;
};
