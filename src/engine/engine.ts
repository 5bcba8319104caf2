import { Temporal } from 'temporal-polyfill';
import type { Channel, Dispatch, Rendering } from '../channels/channel.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { ChannelName } from '../domain/person.ts';
import type { Programme } from '../domain/programme.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import { type Counters, createCounters } from './counters.ts';
import { keepCourse } from './course.ts';
import { createDelivery, type DeliveryLoop } from './delivery.ts';
import { createDrawer } from './drawing.ts';
import { createHousekeeping } from './housekeeping.ts';
import type { InForce } from './in-force.ts';
import type { Instrument } from './instrument.ts';
import { importList } from './people-list.ts';
import type { Random } from './random.ts';
import { createReload, type Look } from './reload.ts';
import { createRouter } from './router.ts';
import { type AgendaItem, agendaOf, type InTurn, nextOccurrence, tick } from './schedule.ts';
import { createSeals } from './seals.ts';
import { createSettling } from './settling.ts';
import { createTurns } from './turns.ts';

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
  /**
   * Brings the programme into the store: its people, and what the next programme may not change. Those a platform
   * knows by e-mail are linked every day.
   */
  importPeople(): Promise<void>;
  /** The programme in force, as its folder says it: waves confirmed in chat are known in a turn only. */
  programme(): Programme;
  /** What is wrong with the programme folder as it is now, so that another one is in force; empty: nothing. */
  problems(): readonly string[];
  /** From now on by itself: a tick at once, and one a minute. */
  start(): void;
  stop(): Promise<void>;
  /** When a pass last came to its end, epoch ms; at first, when it was started. Null: it does not run by itself. */
  ticked(): number | null;
};

export type EngineOptions = {
  store: Store;
  programme: Programme;
  calendar: Calendar;
  secret: Uint8Array;
  clock: Clock;
  random: Random;
  instruments: readonly Instrument[];
  /** Filled by the service: channels need `dispatch`, and the engine needs channels. */
  channels: ReadonlyMap<ChannelName, Channel>;
  log: Log;
  /** Read at each turn: the sandbox learns its own when it listens. */
  publicUrl?: () => string | null;
  /** What a card looks like on each platform. */
  renderings?: ReadonlyMap<ChannelName, Rendering>;
  /** Where sending counts what it does. */
  counters?: Counters;
  /** Looked through at each tick; without it the programme never changes. */
  look?: Look;
};

export function createEngine(options: EngineOptions): Engine {
  const { store, secret, clock, random, instruments, channels, log } = options;
  let inForce: InForce = { programme: options.programme, calendar: options.calendar };
  const counters = options.counters ?? createCounters();
  const seals = createSeals(secret, random);
  const draw = createDrawer(instruments);
  const inTurn = createTurns({
    store,
    clock,
    random,
    seals,
    channels,
    publicUrl: options.publicUrl,
    renderings: options.renderings,
    inForce: () => inForce,
    planned: () => settling.wake(),
  });
  const house = createHousekeeping({ inTurn, store, seals, channels, log });
  const reload = createReload({
    look: options.look ?? (async () => null),
    inTurn,
    take: (next) => {
      inForce = next;
    },
    instruments,
    log,
  });
  const settling = createSettling({
    async before() {
      await reload.check();
      await house.keep();
    },
    async round() {
      const done = await tick(inTurn, instruments, log);
      await house.scrub();
      const sent = await delivery().deliver();
      if (ticked !== null) ticked = Date.now();
      return done > 0 || sent > 0;
    },
    log,
  });
  let ticked: number | null = null;
  let loop: DeliveryLoop | null = null;
  const delivery = () =>
    (loop ??= createDelivery({
      inTurn,
      channels,
      draw,
      secret,
      counters,
      isSender: store.isSender,
      wake: settling.wake,
      log,
    }));

  return {
    inTurn,
    dispatch: createRouter({ inTurn, instruments, draw, log }),
    settle: (deadline) => settling.settle(deadline),
    async nextEvent() {
      const occurrence = await inTurn((turn) => nextOccurrence(turn, instruments));
      const due = await delivery().next();
      const message = due === null ? null : { at: Temporal.Instant.from(due), key: null };
      if (!occurrence || !message) return occurrence ?? message;
      return Temporal.Instant.compare(occurrence.at, message.at) <= 0 ? occurrence : message;
    },
    agenda: () => inTurn((turn) => agendaOf(turn, instruments)),
    importPeople: () =>
      inTurn(async (turn) => {
        await importList(turn, inForce.programme.people);
        await keepCourse(turn.tx, inForce.programme);
      }),
    programme: () => inForce.programme,
    problems: reload.problems,
    start() {
      ticked = Date.now();
      settling.start();
    },
    ticked: () => ticked,
    async stop() {
      delivery().halt();
      await settling.stop();
      await delivery().release();
    },
  };
}
