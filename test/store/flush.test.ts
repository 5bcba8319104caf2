import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createFlush, NotFlushed } from '../../src/store/flush.ts';
import { getSetting, setSetting } from '../../src/store/setting.ts';
import { openStore } from '../../src/store/store.ts';
import { isStoresFault } from '../../src/store/storing.ts';

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'percolateur-flush-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'p.db');
}

it('what may not stay on the disk is not said to be stored', async () => {
  const file = newFile();
  const store = openStore(file);
  onTestFinished(() => store.close());
  // Its log is still written by SQLite, and cannot be synchronised any more.
  rmSync(`${file}-wal`);
  const asked = [
    store.transaction((tx) => setSetting(tx, 'a', '1')),
    store.together((tx) => setSetting(tx, 'b', '1')),
    store.together((tx) => setSetting(tx, 'c', '1')),
  ];
  for (const each of await Promise.allSettled(asked)) {
    expect(each).toMatchObject({ status: 'rejected', reason: expect.any(NotFlushed) });
    expect(each.status === 'rejected' && isStoresFault(each.reason)).toBe(true);
  }
  // Reading asks nothing of the disk.
  expect(await store.transaction((tx) => getSetting(tx, 'none'))).toBeNull();
});

it('whoever asks while the disk is at work waits for the next time, and all of them share it', async () => {
  const file = newFile();
  const store = openStore(file);
  onTestFinished(() => store.close());
  const flush = createFlush(file);
  onTestFinished(() => flush.close());
  const first = flush();
  const [second, third] = [flush(), flush()];
  expect(second).toBe(third);
  expect(second).not.toBe(first);
  await Promise.all([first, second]);
  await flush();
});

it('a failure is told to those who asked, and the next one tries again', async () => {
  const file = newFile();
  const flush = createFlush(file);
  const asked = await Promise.allSettled([flush(), flush()]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const store = openStore(file);
  onTestFinished(() => store.close());
  await flush();
  await flush.close();
});
