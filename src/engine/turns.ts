import { localDate } from '../domain/calendar.ts';
import type { ChannelName } from '../domain/person.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { InForce } from './in-force.ts';
import { planPush } from './plan.ts';
import type { Random } from './random.ts';
import type { InTurn } from './schedule.ts';
import type { Seals } from './seals.ts';
import { surveysInForce } from './surveys.ts';
import type { Push } from './turn.ts';
import { wavesInForce } from './waves.ts';

/** Makes the turns: one transaction, at one « now », with the programme in force when it begins. */
export function createTurns(options: {
  store: Store;
  clock: Clock;
  random: Random;
  seals: Seals;
  channels: ReadonlyMap<ChannelName, unknown>;
  publicUrl?: (() => string | null) | undefined;
  inForce(): InForce;
  /** Called after a commit that planned something: what somebody asked for in chat leaves now, not at the next minute. */
  planned(): void;
}): InTurn {
  const { store, clock, random, seals, channels } = options;
  return async (work) => {
    let planned = false;
    const result = await store.transaction(async (tx) => {
      const now = clock.now();
      const { programme, calendar } = options.inForce();
      const turn = {
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
        seal: seals.of,
      };
      const plan = (push: Push) => {
        planned = true;
        return planPush(turn, push);
      };
      return work({ ...turn, plan });
    });
    if (planned) options.planned();
    return result;
  };
}
