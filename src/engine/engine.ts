import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import type { Channel, Dispatch } from '../channels/channel.ts';
import { type Calendar, localDate } from '../domain/calendar.ts';
import type { ChannelName } from '../domain/person.ts';
import type { Programme } from '../domain/programme.ts';
import { errorName, type Log } from '../log.ts';
import { savePeople } from '../store/person.ts';
import { getSetting, setSetting } from '../store/setting.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import { SCRUB_DUE } from './closing.ts';
import { createDelivery, type DeliveryLoop } from './delivery.ts';
import { createDrawer } from './drawing.ts';
import type { Instrument } from './instrument.ts';
import { linkPeople } from './linking.ts';
import { planPush } from './plan.ts';
import { purge } from './purge.ts';
import type { Random } from './random.ts';
import { createRouter } from './router.ts';
import {
  type AgendaItem,
  agendaOf,
  everyMinute,
  type InTurn,
  nextOccurrence,
  tick,
  type Wakeup,
} from './schedule.ts';
import { createSeal, type Seal } from './seal.ts';
import type { Push } from './turn.ts';

/** What makes any instrument run. */
export type Engine = {
  inTurn: InTurn;
  dispatch: Dispatch;
  /**
   * Does what is due now and sends what is to be sent now; false when it did not come to the end: stopped, or messages
   * still wait at `deadline` (epoch ms).
   */
  settle(deadline?: number): Promise<boolean>;
  /** When something next falls due or waits to be sent, after now. */
  nextEvent(): Promise<{ at: Temporal.Instant; key: string | null } | null>;
  /** The programme by date: what was done, what is to come. */
  agenda(): Promise<AgendaItem[]>;
  /** Brings the people of the programme into the store. Those a platform knows by e-mail are linked every day. */
  importPeople(): Promise<void>;
  /** From now on by itself: a tick a minute. */
  start(): void;
  stop(): Promise<void>;
};

export type EngineOptions = {
  store: Store;
  programme: Programme;
  calendar: Calendar;
  secret: Uint8Array;
  clock: Clock;
  random: Random;
  instruments: readonly Instrument[];
  /** Filled by main: channels need `dispatch`, and the engine needs channels. */
  channels: ReadonlyMap<ChannelName, Channel>;
  log: Log;
  /** Read at each turn: the sandbox learns its own when it listens. */
  publicUrl?: () => string | null;
};

const FOREVER = Number.POSITIVE_INFINITY;
/** How long stopping waits for sends under way, in milliseconds: a platform that is silent must not hold us up. */
const PATIENCE = 8000;
/** The setting that holds the fingerprint of the list of people as it was last read. */
const PEOPLE_LIST = 'people_list';

export function createEngine(options: EngineOptions): Engine {
  const { store, programme, calendar, secret, clock, random, instruments, channels, log } = options;
  const seals = new Map<string, Seal>();

  const inTurn: InTurn = async (work) => {
    let planned = false;
    const result = await store.transaction((tx) => {
      const now = clock.now();
      const channelNames = new Set(channels.keys());
      const turn = {
        tx,
        now,
        today: localDate(calendar, now),
        programme,
        calendar,
        random,
        channels: channelNames,
        publicUrl: options.publicUrl?.() ?? null,
        seal,
      };
      const plan = (push: Push) => {
        planned = true;
        return planPush(turn, push);
      };
      return work({ ...turn, plan });
    });
    // What somebody asked for in chat leaves now, not at the next minute.
    if (planned) cron?.wake();
    return result;
  };

  const draw = createDrawer(instruments);
  let loop: DeliveryLoop | null = null;
  const delivery = () =>
    (loop ??= createDelivery({ inTurn, channels, draw, secret, isStopping: () => stopping, log }));
  let settling: Promise<boolean> = Promise.resolve(true);
  let cron: Wakeup | null = null;
  let stopping = false;
  let keptOn = '';

  return {
    inTurn,
    dispatch: createRouter({ inTurn, instruments, draw, log }),
    settle(deadline = FOREVER) {
      // One at a time: a tick that finds another at work waits for it.
      settling = settling.catch(() => true).then(() => settle(deadline));
      return settling;
    },
    nextEvent,
    agenda: () => inTurn((turn) => agendaOf(turn, instruments)),
    async importPeople() {
      // A list read before says nothing of those who came or left since: a restart changes nothing.
      const list = createHash('sha256').update(JSON.stringify(programme.people)).digest('hex');
      await inTurn(async (turn) => {
        if ((await getSetting(turn.tx, PEOPLE_LIST)) === list) return;
        await savePeople(turn.tx, programme.people, turn.today.toString());
        await setSetting(turn.tx, PEOPLE_LIST, list);
      });
    },
    start() {
      let waiting = false;
      cron = everyMinute(async () => {
        if (waiting) return;
        waiting = true;
        settling = settling
          .catch(() => true)
          .then(() => {
            waiting = false;
            return settle(FOREVER);
          });
        // Already logged; the next minute tries again.
        await settling.catch(() => true);
      });
    },
    async stop() {
      stopping = true;
      await cron?.stop();
      await Promise.race([settling.catch(() => true), sleep(PATIENCE, true, { ref: false })]);
      await delivery().release();
    },
  };

  /** The keys of a round are derived once, not at each answer. */
  function seal(salt: Uint8Array): Seal {
    const key = Buffer.from(salt).toString('hex');
    const known = seals.get(key);
    if (known) return known;
    if (seals.size > 100) seals.clear();
    const made = createSeal(secret, salt, random);
    seals.set(key, made);
    return made;
  }

  async function settle(deadline: number): Promise<boolean> {
    try {
      await keepHouse();
      let busy = true;
      while (busy && !stopping) {
        const done = await tick(inTurn, instruments, log);
        await scrubIfDue();
        const sent = await delivery().deliver();
        busy = done > 0 || sent > 0;
        if (Date.now() > deadline) return !busy;
      }
      return !stopping;
    } catch (error) {
      log.error('tick failed', { error: errorName(error) });
      throw error;
    }
  }

  /** What closing deleted is wiped from the file; after a crash in between, at the next tick. */
  async function scrubIfDue(): Promise<void> {
    const due = await inTurn((turn) => getSetting(turn.tx, SCRUB_DUE));
    if (due === null) return;
    seals.clear();
    if (await store.scrub()) await inTurn((turn) => setSetting(turn.tx, SCRUB_DUE, null));
  }

  async function nextEvent() {
    const occurrence = await inTurn((turn) => nextOccurrence(turn, instruments));
    const due = await delivery().next();
    const message = due === null ? null : { at: Temporal.Instant.from(due), key: null };
    if (!occurrence || !message) return occurrence ?? message;
    return Temporal.Instant.compare(occurrence.at, message.at) <= 0 ? occurrence : message;
  }

  /**
   * Once a day: what was kept long enough goes, and new accounts of a platform are met; a platform that is away is
   * asked again at the next tick.
   */
  async function keepHouse(): Promise<void> {
    const today = localDate(calendar, clock.now()).toString();
    if (today === keptOn) return;
    await inTurn(purge);
    try {
      await linkPeople(inTurn, channels);
      keptOn = today;
    } catch (error) {
      log.warn('roster not read', { error: errorName(error) });
    }
  }
}
