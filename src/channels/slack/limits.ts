import { createGate, type Gate } from '../limits/gate.ts';
import { createPace, type Pace } from '../limits/pace.ts';
import type { Budget, Charge } from '../limits/windows.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** About one message a second in a channel, and a direct message is a channel. */
const CHANNEL: Budget = { all: [{ count: 1, within: SECOND + 20 }], mailing: [] };

/** Calls a minute of a method in a workspace; mailings keep to four in five. */
function tier(perMinute: number): Budget {
  const within = MINUTE + 100;
  return { all: [{ count: perMinute, within }], mailing: [{ count: Math.floor(perMinute * 0.8), within }] };
}

/**
 * Four calls in five of a method, evenly, few at once: a process that is killed and started again has forgotten what it
 * called in the last minute, and may not call as much again. For what is called after a kill, or has another way.
 */
function evenTier(perMinute: number, atOnce: number): Budget {
  const apart = (MINUTE + 100) / (perMinute * 0.8);
  return { all: [{ count: atOnce, within: atOnce * apart }], mailing: [{ count: 1, within: apart }] };
}

/** A rate that no Slack would stand is that of a stand-in for it: the other limits grow with it. */
const STAND_IN = 100;
const USUAL_RATE = 4;

/** Source: Slack's documentation, « Rate limits », and each method's own page. What is not here has no limit of note. */
const TIERS: Record<string, Budget> = {
  'chat.update': evenTier(50, 3),
  'conversations.open': evenTier(50, 1),
  'conversations.history': evenTier(50, 1),
  'users.lookupByEmail': tier(50),
  'users.list': evenTier(20, 1),
  'users.info': tier(100),
  'views.open': tier(100),
  'chat.postEphemeral': tier(100),
  'files.getUploadURLExternal': tier(100),
  'files.completeUploadExternal': tier(100),
};

/** What Slack stands is not published: a 429 is the only one to tell. */
const LESSON = 0.75;

/**
 * Slack's SDK is slow to hand over the first hundreds of calls of a process, and quick afterwards: those of the next
 * second then arrive nearer to them than they left, by up to twenty milliseconds on a busy machine.
 */
const MARGIN = 1.025;

/** A channel written to within so many milliseconds may itself be what Slack finds too much. */
const RECENT = 5 * SECOND;

/** One call of the Web API, as its limits see it. `channel`: where it posts, if it does. */
export type SlackCall = {
  method: string;
  channel: string | null;
  mailing: boolean;
  /** Milliseconds it may wait for its turn. */
  patience: number;
  signal?: AbortSignal | undefined;
  waited?: boolean | undefined;
};

/**
 * The limits of a workspace, shared by everything that calls it: mailings, replies, pictures, the roster. What a person
 * waits for goes first.
 */
export type SlackLimits = {
  enter(call: SlackCall): Promise<{ done: () => void }>;
  /** A call was refused for its rate. True when everything that is posted was meant. */
  refused(call: SlackCall, retryAfter: number): boolean;
  /** A message for `asked` landed in `channel`: what is posted to either counts for both. */
  landed(asked: string, channel: string): void;
};

/** People whose direct message is remembered: those of the last hour or two. */
const REMEMBERED = 20_000;

/** `limited` is told of each 429. */
export function createSlackLimits(
  ratePerSecond: number,
  limited: () => void = () => {},
  gate: Gate = createGate(),
  pace: Pace = createPace(ratePerSecond, LESSON, undefined, MARGIN),
): SlackLimits {
  /** The direct message of each person written to, by user id: Slack takes either as `channel`. */
  const direct = new Map<string, string>();
  const more = ratePerSecond >= STAND_IN ? ratePerSecond / USUAL_RATE : 1;
  const faster = ({ all, mailing }: Budget): Budget => ({
    all: all.map((rule) => ({ ...rule, within: rule.within / more })),
    mailing: mailing.map((rule) => ({ ...rule, within: rule.within / more })),
  });
  const tiers = new Map(Object.entries(TIERS).map(([method, budget]) => [method, faster(budget)]));
  const ofChannel = faster(CHANNEL);
  const keyOf = (channel: string) => `channel:${direct.get(channel) ?? channel}`;
  const chargesOf = ({ method, channel }: SlackCall): Charge[] => {
    if (method === 'chat.postMessage') {
      const all = { key: 'posting', budget: pace.budget };
      return channel === null ? [all] : [all, { key: keyOf(channel), budget: ofChannel }];
    }
    const budget = tiers.get(method);
    return budget ? [{ key: method, budget }] : [];
  };
  return {
    enter(call) {
      pace.recover();
      return gate.enter({ ...call, charges: chargesOf(call) });
    },
    refused(call, retryAfter) {
      limited();
      if (call.method !== 'chat.postMessage') {
        gate.rest(call.method, retryAfter);
        return false;
      }
      // Slack names neither. We keep to one a second in each channel: where nothing was written lately, it is not the
      // channel that is full, and what else we post would be refused alike.
      const own = call.channel !== null && gate.recent(keyOf(call.channel), RECENT) > 1;
      gate.rest(own && call.channel !== null ? keyOf(call.channel) : 'posting', retryAfter);
      if (!own) pace.slower();
      return !own;
    },
    landed(asked, channel) {
      if (asked === channel || direct.get(asked) === channel) return;
      direct.set(asked, channel);
      const [oldest] = direct.keys();
      if (direct.size > REMEMBERED && oldest !== undefined) direct.delete(oldest);
      gate.note([{ key: `channel:${channel}`, budget: ofChannel }]);
    },
  };
}
