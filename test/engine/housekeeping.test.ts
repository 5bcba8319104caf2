import { expect, it } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { openHouse } from '../review/house.ts';

type Roster = Awaited<ReturnType<NonNullable<Channel['roster']>>>;

it('rewrites the file once a day, also while a platform does not give its roster', async () => {
  let scrubs = 0;
  let asked = 0;
  const house = await openHouse({
    roster: async () => {
      asked += 1;
      throw new Error('missing_scope');
    },
    around: (store) => ({
      ...store,
      scrub() {
        scrubs += 1;
        return store.scrub();
      },
    }),
  });
  for (const minute of [31, 32, 33]) {
    house.travel('2026-11-16', `08:${minute}`);
    await house.engine().settle();
  }
  expect([scrubs, asked]).toEqual([1, 3]);
  house.travel('2026-11-17', '08:00');
  await house.engine().settle();
  expect(scrubs).toBe(2);
});

it('does not stand still while a large roster is read: what is due leaves', async () => {
  const { promise: large, resolve: give } = Promise.withResolvers<Roster>();
  let reading: Promise<Roster> = Promise.resolve([]);
  let asked = 0;
  const house = await openHouse({
    roster: () => {
      asked += 1;
      return reading;
    },
  });
  await house.go('2026-11-16', '09:00');
  reading = large;
  const before = house.received.length;
  house.travel('2026-11-17', '10:00');
  await house.engine().settle();
  expect(house.received.length).toBeGreaterThan(before);
  await house.engine().settle();
  expect(asked).toBe(2);
  give([]);
  house.travel('2026-11-18', '10:00');
  await house.engine().settle();
  expect(asked).toBe(3);
});

it('waits once for the first roster: one that failed holds up nobody again', async () => {
  const { promise: silent, resolve: give } = Promise.withResolvers<Roster>();
  let asked = 0;
  const house = await openHouse({
    roster: () => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error('away')) : silent;
    },
  });
  house.travel('2026-11-16', '08:31');
  await house.engine().settle();
  house.travel('2026-11-16', '10:00');
  await house.engine().settle();
  expect(asked).toBe(2);
  expect(house.received).not.toEqual([]);
  give([]);
});
