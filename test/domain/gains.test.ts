import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TIME_BANDS, type TimeBand } from '../../src/domain/checkin.ts';
import { breakEven, declaredRange } from '../../src/domain/gains.ts';

function declared(counts: Partial<Record<TimeBand, number>>): Record<TimeBand, number> {
  const none = {
    lost: 0,
    unused: 0,
    zero: 0,
    lt30: 0,
    m30to60: 0,
    h1to2: 0,
    h2to4: 0,
    h4plus: 0,
    unknown: 0,
  };
  return { ...none, ...counts };
}

test.each<[Partial<Record<TimeBand, number>>, number, number]>([
  [{}, 0, 0],
  [{ unused: 9, zero: 4 }, 0, 0],
  [{ lt30: 2 }, 0, 60],
  [{ m30to60: 1 }, 30, 60],
  [{ h1to2: 1 }, 60, 120],
  [{ h2to4: 1 }, 120, 240],
  [{ h4plus: 1 }, 240, 240],
  [{ lost: 3 }, -180, 0],
  // 3 gains of 1 to 2 h, one loss: from two hours to six.
  [{ h1to2: 3, lost: 1 }, 120, 360],
])('%o lies between %i and %i minutes', (counts, low, high) => {
  expect(declaredRange(declared(counts))).toMatchObject({ low, high });
});

test('what has no length is counted apart', () => {
  const range = declaredRange(declared({ unknown: 4, lt30: 1, unused: 2 }));
  expect(range).toEqual({ low: 0, high: 30, counted: 3, unknown: 4 });
});

test('ranges add up, and their ends never cross', () => {
  const any = fc
    .tuple(...TIME_BANDS.map(() => fc.nat(50)))
    .map((counts) =>
      declared(Object.fromEntries(TIME_BANDS.map((band, index) => [band, counts[index] ?? 0]))),
    );
  fc.assert(
    fc.property(any, any, (one, other) => {
      const both = declared(Object.fromEntries(TIME_BANDS.map((band) => [band, one[band] + other[band]])));
      const [a, b, sum] = [one, other, both].map(declaredRange);
      expect(sum?.low).toBe((a?.low ?? 0) + (b?.low ?? 0));
      expect(sum?.high).toBe((a?.high ?? 0) + (b?.high ?? 0));
      expect(sum?.low).toBeLessThanOrEqual(sum?.high ?? 0);
    }),
  );
});

test('the break-even is the cost in minutes, by person and by week', () => {
  // 2,640 at 35 an hour: 75.4 hours, over 60 people and 13 weeks.
  const spending = { cost: 2640, hours: 120, people: 60, weeks: 13, hourlyCost: 35 };
  expect(breakEven(spending)).toEqual({ licences: 5.8, total: 15 });
  expect(breakEven({ ...spending, hourlyCost: 0 })).toBeNull();
  expect(breakEven({ ...spending, people: 0 })).toBeNull();
  expect(breakEven({ ...spending, cost: 0, hours: 0 })).toEqual({ licences: 0, total: 0 });
});
