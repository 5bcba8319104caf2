import { expect, it } from 'vitest';
import { secureRandom } from '../../src/engine/random.ts';

it('gives as many bytes as asked, none twice, and keeps none', () => {
  const seen = new Set<string>();
  const kept: Buffer[] = [];
  for (let time = 0; time < 3000; time++) {
    const size = time % 1000 === 999 ? 5000 : [12, 16, 32][time % 3];
    const given = secureRandom(size ?? 32);
    expect(given.length).toBe(size);
    // Eight equal bytes in a row would not come by chance in the age of the universe.
    for (let at = 0; at + 8 <= Math.min(given.length, 32); at += 8)
      seen.add(given.toString('hex', at, at + 8));
    kept.push(given);
  }
  const pieces = kept.map(({ length }) => Math.floor(Math.min(length, 32) / 8));
  expect(seen.size).toBe(pieces.reduce((sum, count) => sum + count, 0));
  expect(kept.some((given) => given.every((byte) => byte === 0))).toBe(false);
});
