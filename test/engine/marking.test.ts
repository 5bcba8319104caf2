import { expect, it } from 'vitest';
import { NotFlushed } from '../../src/store/flush.ts';
import type { Store } from '../../src/store/store.ts';
import { openHouse } from '../review/house.ts';

const sentIn = (store: Store) =>
  store.transaction((tx) =>
    tx
      .selectFrom('outbox')
      .selectAll()
      .where('status', '=', 'sent')
      .where('solicited', '=', 0)
      .where('person_id', 'is not', null)
      .execute(),
  );

it('what was sent weighs once on the week of its reader, also when the disk failed after it was written down', async () => {
  let hasFailed = false;
  const house = await openHouse({
    size: 20,
    around: (store) => ({
      ...store,
      async transaction(work) {
        const result = await store.transaction(work);
        if (hasFailed || (await sentIn(store)).length === 0) return result;
        // What was committed stays: it is the disk that did not say so.
        hasFailed = true;
        throw new NotFlushed(new Error('EIO'));
      },
    }),
  });
  await house.go('2026-11-17', '12:00');
  expect(hasFailed).toBe(true);
  const weights = await house.store.transaction((tx) => tx.selectFrom('attention').select('count').execute());
  // Once for the week, and once for the half-day.
  expect(weights.reduce((sum, { count }) => sum + count, 0)).toBe(2 * (await sentIn(house.store)).length);
});
