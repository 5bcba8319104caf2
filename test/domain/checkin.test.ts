import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  adoptionAlert,
  declaresUse,
  medianBand,
  TIME_BANDS,
  type TimeBand,
} from '../../src/domain/checkin.ts';

function distribution(counts: Partial<Record<TimeBand, number>>): Record<TimeBand, number> {
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

describe('the median band', () => {
  test.each<[Partial<Record<TimeBand, number>>, TimeBand | null]>([
    [{}, null],
    [{ unknown: 12 }, null],
    [{ h1to2: 1 }, 'h1to2'],
    [{ lost: 1, h4plus: 1 }, 'lost'],
    [{ zero: 2, lt30: 1 }, 'zero'],
    [{ unused: 5, lt30: 5, h1to2: 1 }, 'lt30'],
    [{ unused: 6, lt30: 5, h1to2: 1, unknown: 40 }, 'unused'],
    [{ lost: 3, unused: 3, h2to4: 7 }, 'h2to4'],
  ])('of %o is %o', (counts, expected) => {
    expect(medianBand(distribution(counts))).toBe(expected);
  });

  test('has half of those who can be ordered at or under it, and less than half under it', () => {
    const bands = TIME_BANDS.filter((band) => band !== 'unknown');
    const answers = fc.array(fc.constantFrom(...bands), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(answers, (list) => {
        const sorted = list.map((band) => bands.indexOf(band)).sort((a, b) => a - b);
        const counts = Object.fromEntries(
          bands.map((band) => [band, list.filter((it) => it === band).length]),
        );
        expect(medianBand(distribution(counts))).toBe(bands[sorted[Math.ceil(sorted.length / 2) - 1] ?? 0]);
      }),
    );
  });
});

test('everything is a use, but « pas utilisé »', () => {
  expect(TIME_BANDS.filter((band) => !declaresUse(band))).toEqual(['unused']);
});

describe('the 30 % alert', () => {
  test('fires at exactly 30 %, however it is reached', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (tens) => {
        const rate = (3 * tens) / (10 * tens);
        expect(adoptionAlert(rate, rate)).toBe('below');
        expect(adoptionAlert((3 * tens + 1) / (10 * tens), rate)).toBe('unknown');
        expect(adoptionAlert((3 * tens + 1) / (10 * tens), (3 * tens + 1) / (10 * tens))).toBe('above');
      }),
    );
  });

  test.each([
    [0, 0, 'below'],
    [0.29, 0.31, 'unknown'],
    [0.3, 0.300001, 'unknown'],
    [0.31, 0.6, 'above'],
    [0, Number.NaN, 'unknown'],
  ] as const)('of the invited %d, of those who answered %d: %s', (invited, respondents, expected) => {
    expect(adoptionAlert(invited, respondents)).toBe(expected);
  });
});
