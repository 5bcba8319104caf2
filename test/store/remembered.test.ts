import { expect, it, onTestFinished } from 'vitest';
import { markSeen } from '../../src/store/inbox.ts';
import { remembered } from '../../src/store/remembered.ts';
import { getSetting, setSetting } from '../../src/store/setting.ts';
import { openStore } from '../../src/store/store.ts';

function counted() {
  const store = openStore(':memory:');
  onTestFinished(() => store.close());
  let reads = 0;
  const read = remembered((tx, key: string) => {
    reads += 1;
    return getSetting(tx, key);
  });
  return { store, read, reads: () => reads };
}

it('reads once in a transaction, again after something is written, and never for another transaction', async () => {
  const { store, read, reads } = counted();
  await store.transaction(async (tx) => {
    expect(await Promise.all([read(tx, 'a'), read(tx, 'a'), read(tx, 'b')])).toEqual([null, null, null]);
    expect(reads()).toBe(2);
    await setSetting(tx, 'a', '1');
    expect(await read(tx, 'a')).toBe('1');
    expect(await read(tx, 'a')).toBe('1');
    expect(reads()).toBe(3);
  });
  await store.transaction((tx) => setSetting(tx, 'a', '2'));
  expect(await store.transaction((tx) => read(tx, 'a'))).toBe('2');
});

it('holds on when an event is noted: nobody reads those from memory', async () => {
  const { store, read, reads } = counted();
  await store.transaction(async (tx) => {
    await read(tx, 'a');
    expect(await markSeen(tx, Buffer.alloc(32, 1), '2026-12-03')).toBe(true);
    expect(await markSeen(tx, Buffer.alloc(32, 1), '2026-12-03')).toBe(false);
    await read(tx, 'a');
    expect(reads()).toBe(1);
    await setSetting(tx, 'a', '1');
    expect(await read(tx, 'a')).toBe('1');
  });
});

it('forgets what was read of a piece that is undone', async () => {
  const { store, read } = counted();
  const undone = store.together(async (tx) => {
    await setSetting(tx, 'a', 'undone');
    expect(await read(tx, 'a')).toBe('undone');
    throw new Error('undone');
  });
  const next = store.together((tx) => read(tx, 'a'));
  await expect(undone).rejects.toThrow('undone');
  expect(await next).toBeNull();
});
