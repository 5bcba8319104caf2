import { expect, it, onTestFinished } from 'vitest';
import { writtenTo } from '../../src/store/contact.ts';
import { openStore } from '../../src/store/store.ts';

it('is asked of more people than SQLite takes values', async () => {
  const store = openStore(':memory:');
  onTestFinished(() => store.close());
  const ids = Array.from({ length: 40_000 }, (_, index) => `p${index}`);
  expect(await store.transaction((tx) => writtenTo(tx, ids))).toEqual(new Set());
});
