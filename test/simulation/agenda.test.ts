import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAgenda } from '../../src/simulation/agenda.ts';

it('gives things back in time, and in the order they came at the same moment', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (moments) => {
      const agenda = createAgenda<number>();
      for (const [index, at] of moments.entries()) agenda.add(at, index);
      const expected = moments
        .map((at, index) => ({ at, index }))
        .sort((a, b) => a.at - b.at || a.index - b.index)
        .map(({ index }) => index);
      const taken: number[] = [];
      for (let item = agenda.take(20); item !== null; item = agenda.take(20)) taken.push(item);
      expect(taken).toEqual(expected);
      expect(agenda.nextAt()).toBeNull();
    }),
  );
});

it('keeps what is to come', () => {
  const agenda = createAgenda<string>();
  agenda.add(10, 'later');
  expect(agenda.take(9)).toBeNull();
  expect(agenda.nextAt()).toBe(10);
  expect(agenda.take(10)).toBe('later');
});
