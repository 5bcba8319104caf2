import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PublishedTable } from '../../src/domain/publishing.ts';
import type { Question } from '../../src/domain/survey.ts';
import { umuxLite } from '../../src/domain/umux.ts';

const item = (id: string): Question => ({
  id,
  kind: 'scale',
  title: id,
  choices: Array.from({ length: 7 }, (_, index) => ({ id: String(index + 1), title: String(index + 1) })),
  optional: false,
});
const ITEMS = [item('a'), item('b')];

function counted(answers: number[]): PublishedTable {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return { n: answers.length, counts };
}

describe('the UMUX-Lite score', () => {
  it.each([
    [[7, 7], 100],
    [[1, 1], 0],
    [[4, 4], 50],
    // Source of the worked example: (6 + 5 - 2) x 100 / 12.
    [[6, 5], 75],
  ])('of two items answered %j is %i', ([one = 0, two = 0], value) => {
    const tables = { a: counted(Array(8).fill(one)), b: counted(Array(8).fill(two)) };
    expect(umuxLite(ITEMS, tables)).toEqual({ value, n: [8, 8] });
  });

  it('is the mean of the scores of those who answered both', () => {
    const people = fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 })), {
      minLength: 5,
      maxLength: 60,
    });
    fc.assert(
      fc.property(people, (answers) => {
        const scores = answers.map(([one, two]) => ((one + two - 2) * 100) / 12);
        const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
        const tables = { a: counted(answers.map(([one]) => one)), b: counted(answers.map(([, two]) => two)) };
        const value = umuxLite(ITEMS, tables)?.value ?? Number.NaN;
        expect(Math.abs(value - mean)).toBeLessThanOrEqual(0.5 + 1e-9);
      }),
    );
  });

  it('is not given where a table hides its counts, or where there are not two items', () => {
    const shown = counted([1, 2, 3, 4, 5, 6]);
    expect(umuxLite(ITEMS, { a: shown, b: { nearlyAll: '7' } })).toBeNull();
    expect(umuxLite(ITEMS, { a: shown, b: { hidden: true, reason: 'below_threshold' } })).toBeNull();
    expect(umuxLite(ITEMS, { a: shown })).toBeNull();
    expect(umuxLite([item('a')], { a: shown })).toBeNull();
    expect(umuxLite([...ITEMS, item('c')], { a: shown, b: shown, c: shown })).toBeNull();
  });
});
