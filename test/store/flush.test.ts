import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

it('what may not stay on the disk is not said to be stored, until the disk is well again', async () => {
  const file = newFile();
  const store = openStore(file);
  onTestFinished(() => store.close());
  // SQLite still writes its log, and it cannot be synchronised.
  renameSync(`${file}-wal`, `${file}-away`);
  const asked = [
    store.transaction((tx) => setSetting(tx, 'a', '1')),
    store.together((tx) => setSetting(tx, 'b', '1')),
  ];
  const [first] = await Promise.allSettled(asked);
  expect(first).toMatchObject({ status: 'rejected', reason: expect.any(NotFlushed) });
  expect(first?.status === 'rejected' && isStoresFault(first.reason)).toBe(true);
  // Reading goes on.
  expect(await store.transaction((tx) => getSetting(tx, 'none'))).toBeNull();
  renameSync(`${file}-away`, `${file}-wal`);
  // Whoever looks has it tried again, even when nobody writes.
  store.stores();
  expect(await store.together((tx) => getSetting(tx, 'a'))).toBe('1');
  expect(store.stores()).toBe(true);
  await store.transaction((tx) => setSetting(tx, 'c', '1'));
});

it('is where SQLite has it, behind a symbolic link', async () => {
  const file = newFile();
  const link = `${file}-link`;
  writeFileSync(file, '', { mode: 0o600 });
  symlinkSync(file, link);
  const store = openStore(link);
  onTestFinished(() => store.close());
  await store.transaction((tx) => setSetting(tx, 'a', '1'));
  expect(store.stores()).toBe(true);
});

/** A log that can be synchronised when there is a file of its name, and emptied when `emptied` says so. */
function openLog() {
  const path = newFile();
  const state = { emptied: false, tries: 0 };
  const log = createFlush(path, async () => {
    state.tries += 1;
    return state.emptied;
  });
  onTestFinished(() => log.close());
  return { log, state, create: () => writeFileSync(path, '') };
}

it('whoever asks before the disk is at work shares its next wait', async () => {
  const { log, create } = openLog();
  create();
  const [first, second] = [log.flush(), log.flush()];
  expect(second).toBe(first);
  expect(log.pending()).toBe(first);
  await first;
  expect(log.pending()).toBe(null);
  await log.flush();
});

it('after a failure says so to all who ask, until what the log held is safe', async () => {
  const { log, state, create } = openLog();
  const asked = await Promise.allSettled([log.flush(), log.flush()]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(log.works()).toBe(false);
  // Where it could be synchronised now, it says nothing of what was lost.
  create();
  await expect(log.flush()).rejects.toThrow(NotFlushed);
  await expect(log.pending()).rejects.toThrow(NotFlushed);
  expect(state.tries).toBe(2);
  state.emptied = true;
  await log.flush();
  expect(log.works()).toBe(true);
  expect(state.tries).toBe(3);
});
