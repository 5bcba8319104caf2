import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { onTestFinished } from 'vitest';
import type { CardData, Channel, Delivery, Inbound, Outgoing } from '../../src/channels/channel.ts';
import { atLocal } from '../../src/domain/calendar.ts';
import type { ChannelName } from '../../src/domain/person.ts';
import type { Programme } from '../../src/domain/programme.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Instrument } from '../../src/engine/instrument.ts';
import { secureRandom } from '../../src/engine/random.ts';
import { instruments as all } from '../../src/instruments/index.ts';
import { createLog } from '../../src/log.ts';
import { programmeCalendar } from '../../src/programme/calendar.ts';
import { generatePeople } from '../../src/programme/generate.ts';
import { loadProgramme } from '../../src/programme/load.ts';
import { openStore, type Store } from '../../src/store/store.ts';

export type House = Awaited<ReturnType<typeof openHouse>>;

/** The real engine and store, with a clock and a channel in the hands of the test. Launched on Tuesday 1 December. */
export async function openHouse(
  options: {
    size?: number;
    instruments?: readonly Instrument[];
    change?: (programme: Programme) => Programme;
    send?: (address: string, message: Outgoing) => Delivery;
    /** Whom the platform knows. */
    roster?: NonNullable<Channel['roster']>;
    /** Stands before the store of the engine, to make it fail. */
    around?: (store: Store) => Store;
  } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'percolateur-review-'));
  const people = generatePeople(options.size ?? 60, 7, 'FR');
  const loaded = await loadProgramme('programme/exemple', { launch: '2026-12-01', people });
  const programme = options.change?.(loaded) ?? loaded;
  const calendar = programmeCalendar(programme);
  const file = join(folder, 'test.db');
  const store = openStore(file, 'off');
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  let now = at('2026-11-16', '08:30');
  const received: { address: string; message: Outgoing; at: Temporal.Instant }[] = [];
  const channel: Channel = {
    name: 'sandbox',
    ratePerSecond: Number.POSITIVE_INFINITY,
    async send(address, message) {
      const delivery = options.send?.(address, message) ?? { outcome: 'delivered', platformId: null };
      if (delivery.outcome === 'delivered') received.push({ address, message, at: now });
      return delivery;
    },
    async update(_address, platformId) {
      return { outcome: 'delivered', platformId };
    },
    ...(options.roster ? { roster: options.roster } : {}),
    async close() {},
  };
  const open = (changed: Programme) =>
    createEngine({
      store: options.around?.(store) ?? store,
      programme: changed,
      calendar,
      secret: Buffer.alloc(32, 7),
      clock: { now: () => now },
      random: secureRandom,
      instruments: options.instruments ?? all,
      channels: new Map<ChannelName, Channel>([['sandbox', channel]]),
      log: createLog('silent'),
    });
  let engine = open(programme);
  await engine.importPeople();
  let events = 0;
  const dispatch = (
    personId: string,
    what: Pick<Extract<Inbound, { kind: 'action' }>, 'kind' | 'data'> | { kind: 'text'; text: string },
    place: string | null = null,
  ) =>
    engine.dispatch({
      eventId: String(events++),
      channel: 'sandbox',
      address: null,
      place,
      sender: { personId },
      ...what,
    });
  return {
    programme,
    people,
    store,
    file,
    received,
    engine: () => engine,
    at,
    /** Only moves the clock. */
    travel(date: string, time = '09:00') {
      now = at(date, time);
    },
    /** Plays everything due until then, each thing at its moment. */
    async go(date: string, time = '09:00') {
      const target = at(date, time);
      await engine.settle();
      for (;;) {
        const next = await engine.nextEvent();
        if (!next || Temporal.Instant.compare(next.at, target) > 0) break;
        if (Temporal.Instant.compare(next.at, now) > 0) now = next.at;
        await engine.settle();
      }
      now = target;
      await engine.settle();
    },
    /** The same store, read by an engine that was given another programme. */
    reopen(changed: Programme) {
      engine = open(changed);
    },
    tap: (personId: string, data: CardData) => dispatch(personId, { kind: 'action', data }),
    tell: (personId: string, text: string, place: string | null = null) =>
      dispatch(personId, { kind: 'text', text }, place),
  };

  function at(date: string, time: string): Temporal.Instant {
    return atLocal(calendar, Temporal.PlainDate.from(date), time);
  }
}
