import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Share } from '../../../src/instruments/digest/favourable.ts';
import { adoptionTrend, participationTrend, trend } from '../../../src/instruments/digest/words/trend.ts';

const share = (part: number, n: number, invited: number): Share => ({ part, n, invited });

test.each<[string, Share, Share, string]>([
  ['a clear rise', share(10, 30, 50), share(20, 32, 50), 'up'],
  ['a clear fall', share(20, 32, 50), share(10, 30, 50), 'down'],
  ['the same of many', share(60, 110, 150), share(62, 112, 150), 'flat'],
  ['the same of few: nothing could have been seen', share(20, 32, 50), share(20, 33, 50), 'unclear'],
  ['more of those who answer, because fewer answer', share(20, 40, 50), share(20, 25, 50), 'unclear'],
  ['nineteen answers', share(2, 19, 50), share(18, 19, 50), 'unclear'],
  ['three people', share(3, 20, 22), share(6, 20, 22), 'unclear'],
  // √(1/40 + 1/40) is 22 points: 15 are within what chance gives.
  ['fifteen points of forty answers', share(10, 40, 60), share(16, 40, 60), 'unclear'],
  // √(1/400 + 1/400) is 7 points: ten are needed all the same.
  ['nine points of four hundred', share(100, 400, 500), share(136, 400, 500), 'unclear'],
  ['fifteen points of four hundred', share(100, 400, 500), share(160, 400, 500), 'up'],
])('%s', (_name, before, after, expected) => {
  expect(trend(before, after)).toBe(expected);
});

test('a count rounded down to 5 may hide four people', () => {
  const weeks = (first: number, last: number) => [
    { invited: 50, answered: first },
    { invited: 50, answered: null },
    { invited: 50, answered: last },
  ];
  // 20 points are what chance gives to fifty; 40 and 30 could be 40 and 34.
  expect(participationTrend(weeks(40, 25))).toBe('down');
  expect(participationTrend(weeks(40, 30))).toBe('unclear');
  expect(participationTrend(weeks(25, 40))).toBe('up');
  expect(participationTrend(weeks(40, 40))).toBe('flat');
  expect(participationTrend([{ invited: 50, answered: 40 }])).toBeNull();
  expect(participationTrend([])).toBeNull();
});

const anyShare = fc
  .record({
    invited: fc.integer({ min: 1, max: 400 }),
    answers: fc.nat(100),
    parts: fc.nat(100),
    step: fc.constantFrom(1, 5),
  })
  .map(({ invited, answers, parts, step }): Share => {
    const n = Math.max(1, Math.floor((invited * answers) / 100));
    return { invited, n, part: Math.floor((n * parts) / 100), step };
  });
const RUNS = { numRuns: 2000 };
const RANK = { down: 0, flat: 1, unclear: 1, up: 2 };

test('never a rising word when a figure falls, nor a falling one when it rises', () => {
  fc.assert(
    fc.property(anyShare, anyShare, (before, after) => {
      const word = trend(before, after);
      const answers = after.part / after.n - before.part / before.n;
      const invited = after.part / after.invited - before.part / before.invited;
      if (word === 'up') expect(Math.min(answers, invited, after.part - before.part)).toBeGreaterThan(0);
      if (word === 'down') expect(Math.max(answers, invited, after.part - before.part)).toBeLessThan(0);
      if (word === 'flat') expect(Math.max(Math.abs(answers), Math.abs(invited))).toBeLessThan(0.05);
      if (Math.min(before.n, after.n) < 20) expect(word).toBe('unclear');
    }),
    RUNS,
  );
});

test('read backwards, a rise is a fall', () => {
  const back = { up: 'down', down: 'up', flat: 'flat', unclear: 'unclear' };
  fc.assert(
    fc.property(anyShare, anyShare, (before, after) => {
      expect(trend(after, before)).toBe(back[trend(before, after)]);
    }),
    RUNS,
  );
});

test('one more person after never makes the word a lower one', () => {
  fc.assert(
    fc.property(anyShare, anyShare, (before, after) => {
      fc.pre(after.part < after.n);
      const more = { ...after, part: after.part + 1 };
      expect(RANK[trend(before, more)]).toBeGreaterThanOrEqual(RANK[trend(before, after)]);
    }),
    RUNS,
  );
});

test('over the blocks, no word when the last step goes the other way', () => {
  const block = (number: number, users: number) => ({
    block: number,
    invited: 58,
    answered: 40,
    users,
    rateOfInvited: users / 58,
    rateOfRespondents: users / 40,
    alert: 'above' as const,
  });
  const hidden = { block: 9, hidden: true as const, reason: 'below_threshold' as const };
  expect(adoptionTrend([block(1, 10), block(2, 15), hidden, block(3, 24)])).toBe('up');
  expect(adoptionTrend([block(1, 10), block(2, 26), block(3, 24)])).toBe('unclear');
  expect(adoptionTrend([block(1, 24), block(2, 8), block(3, 10)])).toBe('unclear');
  expect(adoptionTrend([block(1, 10), hidden])).toBeNull();
});
