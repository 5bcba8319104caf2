import type { Rendering } from '../channels/channel.ts';
import { localDate } from '../domain/calendar.ts';
import type { ChannelName } from '../domain/person.ts';
import type { Store, Tx } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { InForce } from './in-force.ts';
import { planPush } from './plan.ts';
import type { Random } from './random.ts';
import type { InTurn } from './schedule.ts';
import type { Seals } from './seals.ts';
import { surveysInForce } from './surveys.ts';
import type { Push, Turn } from './turn.ts';
import { wavesInForce } from './waves.ts';

type Common = Omit<Turn, 'plan'>;

/** Makes the turns: one transaction, at one « now », with the programme in force when it begins. */
export function createTurns(options: {
  store: Store;
  clock: Clock;
  random: Random;
  seals: Seals;
  channels: ReadonlyMap<ChannelName, unknown>;
  publicUrl?: (() => string | null) | undefined;
  renderings?: ReadonlyMap<ChannelName, Rendering> | undefined;
  inForce(): InForce;
  /** Called after a commit that planned something: what somebody asked for in chat leaves now, not at the next minute. */
  planned(): void;
}): InTurn {
  const { store, clock, random, seals, channels } = options;
  /** Of each commit that several share: they have one « now », and change nothing of what is in force. */
  const shared = new WeakMap<Tx, Promise<Common>>();
  return async (work, how) => {
    const together = how === 'together';
    let planned = false;
    const result = await (together ? store.together : store.transaction)(async (tx) => {
      const common = (together && shared.get(tx)) || begin(tx);
      if (together) shared.set(tx, common);
      const turn = await common;
      const plan = (push: Push) => {
        planned = true;
        return planPush(turn, push);
      };
      return work({ ...turn, plan });
    });
    if (planned) options.planned();
    return result;
  };

  async function begin(tx: Tx): Promise<Common> {
    const now = clock.now();
    const { programme, calendar } = options.inForce();
    return {
      tx,
      now,
      today: localDate(calendar, now),
      programme: {
        ...programme,
        waves: await wavesInForce(tx, programme.waves),
        surveys: await surveysInForce(tx, programme.surveys),
      },
      calendar,
      random,
      channels: new Set(channels.keys()),
      publicUrl: options.publicUrl?.() ?? null,
      renderings: options.renderings ?? new Map(),
      seal: seals.of,
    };
  }
}
