import { createGate, type Gate } from '../limits/gate.ts';
import { createPace, type Pace } from '../limits/pace.ts';
import type { Budget, Charge } from '../limits/windows.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** Milliseconds added to the windows of a conversation: two calls do not travel at the same speed. */
const SLACK = 50;

/**
 * What one bot may do in one conversation. Source: Microsoft Learn, « Optimize your agent with rate limiting ». An
 * hour holds half of the 1,800 it could: the other half is for conversations forgotten early, of 7 calls at most
 * (3,600 s / 30.05 s, one more, times 7 is under 900).
 */
const CONVERSATION: Budget = {
  all: [
    { count: 7, within: SECOND + SLACK },
    { count: 8, within: 2 * SECOND + SLACK },
    { count: 60, within: 30 * SECOND + SLACK },
    { count: 900, within: HOUR + SLACK },
  ],
  mailing: [],
  forget: { calls: 7, after: 30 * SECOND + SLACK },
};
const READING: Budget = {
  ...CONVERSATION,
  all: CONVERSATION.all.map(({ count, within }) => ({ count: 2 * count, within })),
};

/** A rate that Teams does not stand is that of a stand-in for it: the other limits grow with it. */
const STAND_IN = 100;
const DOCUMENTED_RATE = 50;

/** Milliseconds a call waits for its turn: a mailing, less than half a lease; a reply, less than its reader is told. */
const PATIENCE = { mailing: 45_000, reply: 8_000 };

/** A small step down each time: a machine that stumbles makes calls arrive together, which is no lesson. */
const LESSON = 0.95;

/** Answers looked at to tell one conversation's trouble from everybody's. */
const SAMPLE = 40;

/** One call to the connector, as its limits see it. */
export type ConnectorCall = {
  kind: 'send' | 'create' | 'read';
  /** The conversation, or who it is created with. */
  conversation: string;
  /** Of a mailing; else it answers somebody. */
  mailing: boolean;
  signal?: AbortSignal | undefined;
  waited?: boolean | undefined;
};

/**
 * The limits of Teams, shared by all calls of this app: sends, updates, creations, roster reads; replies go first.
 * Several tenants share the budget of one: cautious, and new bots serve a single one.
 */
export type TeamsLimits = {
  enter(call: ConnectorCall): Promise<{ done: () => void }>;
  /** What a call was answered. True when a 429 is everybody's: the app as a whole is asked to rest. */
  answered(call: ConnectorCall, status: number, retryAfter: number | null): boolean;
};

/** `limited` is told of each 429. */
export function createTeamsLimits(
  ratePerSecond: number,
  limited: () => void = () => {},
  gate: Gate = createGate(),
  pace: Pace = createPace(ratePerSecond, LESSON),
): TeamsLimits {
  /** The last answers, true for a 429. */
  const sample: boolean[] = [];
  const more = ratePerSecond >= STAND_IN ? ratePerSecond / DOCUMENTED_RATE : 1;
  const faster = (budget: Budget): Budget => ({
    ...budget,
    all: budget.all.map((rule) => ({ ...rule, within: rule.within / more })),
  });
  const reading = faster(READING);
  const speaking = faster(CONVERSATION);
  return {
    enter({ kind, conversation, mailing, signal, waited }) {
      pace.recover();
      const own: Charge =
        kind === 'read'
          ? { key: `read:${conversation}`, budget: reading }
          : { key: `${kind}:${conversation}`, budget: speaking };
      return gate.enter({
        charges: [{ key: 'app', budget: pace.budget }, own],
        alone: conversation,
        mailing,
        patience: mailing ? PATIENCE.mailing : PATIENCE.reply,
        signal,
        waited,
      });
    },
    answered({ kind, conversation }, status, retryAfter) {
      sample.push(status === 429);
      if (sample.length > SAMPLE) sample.shift();
      if (status !== 429) return false;
      limited();
      if (retryAfter !== null) gate.rest(`${kind}:${conversation}`, retryAfter);
      const refused = sample.filter((each) => each).length;
      // Teams does not say whose limit it was. One in ten is too fast; half of them, nobody is served.
      if (sample.length >= SAMPLE / 2 && refused * 10 >= sample.length) pace.slower();
      if (sample.length < 8 || refused * 2 < sample.length) return false;
      pace.slower();
      gate.rest('app', retryAfter ?? 1);
      sample.length = 0;
      return true;
    },
  };
}
