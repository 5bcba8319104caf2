import { expect, it } from 'vitest';
import { oncePerText } from '../../src/domain/once.ts';

it('what a text says is worked out once, then again when too many others came', () => {
  const asked: string[] = [];
  const length = oncePerText((text) => {
    asked.push(text);
    return text.length;
  }, 2);
  expect(['a', 'bb', 'a', 'bb'].map(length)).toEqual([1, 2, 1, 2]);
  expect(asked).toEqual(['a', 'bb']);
  expect([length('ccc'), length('a')]).toEqual([3, 1]);
  expect(asked).toEqual(['a', 'bb', 'ccc', 'a']);
});

it('nothing is remembered of a text that could not be read', () => {
  let failures = 0;
  const read = oncePerText((text): unknown => {
    failures += 1;
    return JSON.parse(text);
  });
  expect(() => read('{')).toThrow();
  expect(() => read('{')).toThrow();
  expect(failures).toBe(2);
});
