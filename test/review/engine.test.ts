import Database, { SqliteError } from 'better-sqlite3';
import type { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import type { Delivery } from '../../src/channels/channel.ts';
import type { Instrument } from '../../src/engine/instrument.ts';
import { leaseDue } from '../../src/store/lease.ts';
import { listPeople, type Person } from '../../src/store/person.ts';
import { getSetting, setSetting } from '../../src/store/setting.ts';
import { readTables } from '../support/program.ts';
import { openHouse } from './house.ts';

const usual = ({ days, channel }: Person) => days === null && channel !== 'none';

/** Sends one message to forty people at an hour of 16 November. */
function crier(
  house: () => { at(date: string, time: string): Temporal.Instant },
  time = '09:00',
): Instrument {
  return {
    name: 'crier',
    occurrences: () => [
      {
        key: 'crier',
        at: house().at('2026-11-16', time),
        run: async (turn) =>
          turn.plan({
            campaign: 'crier',
            template: 'notice',
            params: {},
            to: (await listPeople(turn.tx)).filter(usual).slice(0, 40),
            at: turn.now,
            until: turn.now.add({ hours: 200 }),
          }),
      },
    ],
    draw: { notice: async () => ({ data: { title: 'x', lines: [], actions: [], hasActions: false } }) },
  };
}

it('wipes the file at the next tick when a crash came between a closing and its wiping', async () => {
  const house = await openHouse({ instruments: [] });
  await house.store.transaction((tx) => setSetting(tx, 'scrub_due', '1'));
  await house.engine().settle();
  expect(await house.store.transaction((tx) => getSetting(tx, 'scrub_due'))).toBeNull();
});

it('goes on with everything else when one thing fails', async () => {
  let house = await openHouse({ instruments: [] });
  let broken = true;
  const failing: Instrument = {
    name: 'failing',
    occurrences: () => [
      {
        key: 'failing',
        at: house.at('2026-11-16', '08:45'),
        run: async () => {
          if (broken) throw new Error('broken');
        },
      },
    ],
  };
  house = await openHouse({ instruments: [failing, crier(() => house)] });
  house.travel('2026-11-16');
  await house.engine().settle();
  expect(house.received).toHaveLength(40);
  expect(readTables(house.file).occurrence).toHaveLength(1);
  broken = false;
  await house.engine().settle();
  expect(readTables(house.file).occurrence).toHaveLength(2);
});

it('fails a message that cannot be drawn, and sends the others', async () => {
  let house = await openHouse({ instruments: [] });
  const plain = crier(() => house);
  let drawn = 0;
  const instrument: Instrument = {
    ...plain,
    draw: {
      notice: async () => {
        if (drawn++ === 3) throw new Error('broken');
        return { data: { title: 'x', lines: [], actions: [], hasActions: false } };
      },
    },
  };
  house = await openHouse({ instruments: [instrument] });
  house.travel('2026-11-16');
  await house.engine().settle();
  expect(house.received).toHaveLength(39);
});

it('does not wake people at night when it was stopped during the day', async () => {
  let house = await openHouse({ instruments: [] });
  let down = true;
  const send = (): Delivery =>
    down
      ? { outcome: 'retry', afterSeconds: 60, reason: 'platform_error' }
      : { outcome: 'delivered', platformId: null };
  house = await openHouse({ instruments: [crier(() => house, '17:30')], send });
  house.travel('2026-11-16', '17:30');
  await house.engine().settle();
  down = false;
  house.travel('2026-11-16', '22:00');
  await house.engine().settle();
  expect(house.received).toHaveLength(0);
  await house.go('2026-11-17', '10:00');
  expect(house.received).toHaveLength(40);
});

it('stops sending at once when a platform asks for a rest, and holds nothing against the others', async () => {
  let house = await openHouse({ instruments: [] });
  let asked = 0;
  const send = (): Delivery => {
    asked += 1;
    return { outcome: 'retry', afterSeconds: 0.2, reason: 'rate_limited', everywhere: true };
  };
  house = await openHouse({ instruments: [crier(() => house)], send });
  house.travel('2026-11-16');
  await house.engine().settle();
  expect(asked).toBeLessThanOrEqual(8);
  const waiting = (readTables(house.file).outbox ?? []).map((row) => JSON.parse(row));
  expect(waiting.filter((row) => row.attempts === 0).length).toBeGreaterThanOrEqual(32);
});

it.each([
  ['one after the other', 3, 1],
  ['two in a row', 5, 2],
  ['three in a row', 7, 3],
])(
  'a disk that is full now and then, %s, repeats nothing that is known to have arrived',
  async (_how, every, fail) => {
    let transactions = 0;
    let isTight = false;
    let house = await openHouse({ instruments: [] });
    house = await openHouse({
      instruments: [crier(() => house)],
      around: (store) => ({
        ...store,
        transaction(work) {
          transactions += 1;
          if (isTight && transactions % every < fail) throw new SqliteError('full', 'SQLITE_FULL');
          return store.transaction(work);
        },
      }),
    });
    await house.go('2026-11-16', '08:55');
    isTight = true;
    for (let minute = 0; minute < 40; minute++) {
      house.travel('2026-11-16', `09:${String(minute).padStart(2, '0')}`);
      await house
        .engine()
        .settle()
        .catch(() => undefined);
    }
    isTight = false;
    await house.go('2026-11-16', '10:00');
    expect(house.received).toHaveLength(40);
    expect(new Set(house.received.map(({ address }) => address)).size).toBe(40);
  },
);

it('what cannot be written down for another reason holds up nothing else', async () => {
  let house = await openHouse({ instruments: [] });
  house = await openHouse({ instruments: [crier(() => house)] });
  await house.go('2026-11-16', '08:55');
  const other = new Database(house.file);
  other.exec(
    "create trigger broken before update on outbox when new.status = 'sent' and old.id = (select min(id) from outbox) begin select raise(abort, 'broken'); end",
  );
  other.close();
  await house.go('2026-11-16', '09:01');
  const rows = (readTables(house.file).outbox ?? []).map((row) => JSON.parse(row));
  expect(rows.filter(({ status }) => status === 'sent')).toHaveLength(39);
  // Once its lease has ended it is tried again, alone; what comes then leaves all the same.
  house.travel('2026-11-16', '09:10');
  await house.engine().settle();
  const rest = (await house.engine().inTurn((turn) => listPeople(turn.tx))).filter(usual).slice(40, 41);
  await house.engine().inTurn((turn) =>
    turn.plan({
      campaign: 'later',
      template: 'notice',
      params: {},
      to: rest,
      at: turn.now,
      until: turn.now.add({ hours: 9 }),
    }),
  );
  await house.engine().settle();
  expect(house.received.map(({ address }) => address)).toContain(rest[0]?.id);
});

it('knows that a message leased before a crash waits for the end of its lease', async () => {
  let house = await openHouse({ instruments: [] });
  house = await openHouse({ instruments: [crier(() => house)] });
  house.travel('2026-11-16');
  await house.engine().inTurn(async (turn) => {
    await turn.plan({
      campaign: 'x',
      template: 'notice',
      params: {},
      to: (await listPeople(turn.tx)).filter(usual).slice(0, 1),
      at: turn.now,
      until: turn.now.add({ hours: 9 }),
    });
    await leaseDue(turn.tx, '2026-11-16T08:00:00Z', '2026-11-16T08:02:00Z', 10);
  });
  const next = await house.engine().nextEvent();
  expect(['2026-11-16T08:00:00Z', '2026-11-16T08:02:00Z']).toContain(next?.at.toString());
  // The two of that person come one a half-day.
  await house.go('2026-11-16', '15:00');
  expect(house.received).toHaveLength(41);
});
