import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { Channel, Inbound, Outgoing } from '../../channels/channel.ts';
import type { Programme } from '../../domain/programme.ts';
import { createEngine, type Engine } from '../../engine/engine.ts';
import type { Instrument } from '../../engine/instrument.ts';
import { SANDBOX_CHANNEL } from '../../engine/leadership.ts';
import type { Log } from '../../log.ts';
import { programmeCalendar } from '../../programme/calendar.ts';
import type { Cast, Deed } from '../../simulation/cast.ts';
import { findOutbox, nextDue } from '../../store/outbox.ts';
import { openStore } from '../../store/store.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { seededRandom } from './random.ts';
import type { Span } from './span.ts';

/** `posts`: what the leadership channel shows, by message. */
export type Played = { engine: Engine; ledger: Ledger; posts: ReadonlyMap<string, Outgoing> };

export type Play = {
  programme: Programme;
  instruments: readonly Instrument[];
  seed: number;
  span: Span;
  cast: Cast;
  log: Log;
  /** Told now and then how far the clock is, in epoch milliseconds. */
  progress(now: number): void;
};

/**
 * Plays a programme on the real engine with a clock of its own, which jumps from one thing to the next: what the
 * engine has to do, or what somebody does. `report` reads the result before the store is thrown away.
 */
export async function play<T>(options: Play, report: (played: Played) => Promise<T>): Promise<T> {
  const { programme, instruments, seed, span, cast, log } = options;
  const folder = await mkdtemp(join(tmpdir(), 'percolateur-demo-'));
  const store = openStore(join(folder, 'demo.db'), 'off');
  let now = span.from;
  const posts = new Map<string, Outgoing>();
  const ledger = createLedger(programme.people.map(({ id }) => id));
  const random = seededRandom(seed);
  const channel: Channel = {
    name: 'sandbox',
    ratePerSecond: Number.POSITIVE_INFINITY,
    async send(address, message) {
      const delivery = cast.receive(address, message, now);
      if (address === SANDBOX_CHANNEL) posts.set(message.id ?? '', message);
      else if (delivery.outcome === 'delivered') ledger.message(address, await weekOfCap(message.id));
      return delivery;
    },
    async update(_address, platformId, message) {
      if (posts.has(platformId)) posts.set(platformId, message);
      return { outcome: 'delivered', platformId };
    },
    async close() {},
  };
  const engine = createEngine({
    store,
    programme,
    calendar: programmeCalendar(programme),
    secret: random(32),
    clock: { now: () => Temporal.Instant.fromEpochMilliseconds(now) },
    random,
    instruments,
    channels: new Map([[channel.name, channel]]),
    log,
  });
  const special = new Set(programme.people.filter(({ roles }) => roles.length > 1).map(({ id }) => id));
  let events = 0;
  try {
    await engine.importPeople();
    await run();
    now = Math.max(now, span.to);
    return await report({ engine, ledger, posts });
  } finally {
    await engine.stop();
    await store.close();
    await rm(folder, { recursive: true });
  }

  /** The Monday of today, when the message is one that nobody had asked for. */
  async function weekOfCap(id: string | null): Promise<string | null> {
    const { row, today } = await engine.inTurn(async (turn) => ({
      row: id === null ? null : await findOutbox(turn.tx, id),
      today: turn.today,
    }));
    return row && !row.solicited ? today.subtract({ days: today.dayOfWeek - 1 }).toString() : null;
  }

  async function run(): Promise<void> {
    let due = await nextEngineEvent();
    for (;;) {
      const next = Math.min(due, cast.nextAt() ?? Number.POSITIVE_INFINITY);
      if (next > span.to) return;
      now = Math.max(now, next);
      options.progress(now);
      if (due <= now) {
        await engine.settle();
        due = await nextEngineEvent();
        continue;
      }
      const deed = cast.next(now);
      if (!deed) continue;
      if ('impossible' in deed) ledger.impossible(deed);
      else if (await perform(deed)) due = await nextEngineEvent();
      else due = Math.min(due, await nextMessage());
    }
  }

  /** True when it may have changed what falls due: only people with a role launch, close or delay something. */
  async function perform(deed: Deed): Promise<boolean> {
    const reply = await engine.dispatch(eventOf(deed));
    if (!('app' in deed.act)) ledger.answer(deed, reply);
    const answered = deed.place && 'data' in deed.act ? deed.act.data.m : undefined;
    if (answered && reply?.mode === 'replace') posts.set(answered, reply.message);
    cast.see(deed, reply, now);
    return special.has(deed.person);
  }

  function eventOf({ person, place, act }: Deed): Inbound {
    const eventId = `demo ${++events}`;
    const common = { eventId, channel: 'sandbox', sender: { personId: person }, place } as const;
    if ('app' in act) return { ...common, address: person, kind: act.app };
    const address = null;
    return 'data' in act
      ? { ...common, address, kind: 'action', data: act.data }
      : { ...common, address, kind: 'text', text: act.text };
  }

  async function nextEngineEvent(): Promise<number> {
    return (await engine.nextEvent())?.at.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  }

  async function nextMessage(): Promise<number> {
    const due = await engine.inTurn((turn) => nextDue(turn.tx));
    return due === null ? Number.POSITIVE_INFINITY : Temporal.Instant.from(due).epochMilliseconds;
  }
}
