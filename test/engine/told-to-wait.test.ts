import { expect, it } from 'vitest';
import { openHouse } from '../review/house.ts';

it('told to come back in no time, again and again, a message fails after as many tries as any other', async () => {
  const tries = new Map<string, number>();
  const house = await openHouse({
    size: 12,
    send(_address, { id }) {
      const count = (tries.get(id ?? '') ?? 0) + 1;
      tries.set(id ?? '', count);
      // More than any message may have: it would never end.
      if (count > 100) return { outcome: 'delivered', platformId: null };
      return { outcome: 'retry', afterSeconds: 0, reason: 'rate_limited' };
    },
  });
  house.travel('2026-11-17', '10:00');
  await house.engine().settle();
  expect(Math.max(...tries.values())).toBeLessThanOrEqual(18);
});
