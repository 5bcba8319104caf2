import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder, isWorthSending } from '../../../src/instruments/weekly/order.ts';

const part = fc.record({
  kind: fc.constantFrom('checkin', 'survey', 'cafe', 'memento'),
  pressing: fc.option(fc.boolean(), { nil: undefined }),
  quiet: fc.option(fc.boolean(), { nil: undefined }),
  spent: fc.option(fc.boolean(), { nil: undefined }),
});

test('what presses comes first, what is over last, and the rest stays in its order', () => {
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const pressing = parts.filter((item) => item.pressing);
      const spent = parts.filter((item) => !item.pressing && item.spent);
      const usual = parts.filter((item) => !item.pressing && !item.spent);
      expect(inOrder(parts)).toEqual([...pressing, ...usual, ...spent]);
      expect(inOrder(inOrder(parts))).toEqual(inOrder(parts));
    }),
  );
});

test('a card is sent for one part that is not quiet', () => {
  expect(isWorthSending([])).toBe(false);
  expect(isWorthSending([{ kind: 'memento', quiet: true }])).toBe(false);
  expect(isWorthSending([{ kind: 'memento', quiet: true }, { kind: 'cafe' }])).toBe(true);
});
