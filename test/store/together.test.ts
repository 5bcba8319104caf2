import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { getSetting, setSetting } from '../../src/store/setting.ts';
import { openStore } from '../../src/store/store.ts';
import { commitsOf } from '../../src/store/wal.ts';

function open() {
  const folder = mkdtempSync(join(tmpdir(), 'percolateur-together-'));
  const file = join(folder, 'p.db');
  const store = openStore(file);
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const commits = () => commitsOf(readFileSync(`${file}-wal`)).length;
  return { store, file, commits };
}

const keys = Array.from({ length: 20 }, (_, index) => `key ${index}`);

it('what comes at once shares one commit, and is told after it', async () => {
  const { store, file, commits } = open();
  const before = commits();
  const other = new Database(file, { readonly: true });
  onTestFinished(() => void other.close());
  const seen = other.prepare<[string], { value: string }>('select value from setting where key = ?');
  const told = await Promise.all(
    keys.map(async (key) => {
      await store.together((tx) => setSetting(tx, key, '1'));
      return seen.get(key)?.value;
    }),
  );
  expect(told).toEqual(keys.map(() => '1'));
  expect(commits() - before).toBe(1);
});

it('one that fails undoes its own work and nobody else’s', async () => {
  const { store } = open();
  const done = await Promise.allSettled(
    keys.map((key, index) =>
      store.together(async (tx) => {
        await setSetting(tx, key, '1');
        await setSetting(tx, 'last', key);
        if (index % 2 === 1) throw new Error(key);
        return key;
      }),
    ),
  );
  expect(done.map((each) => (each.status === 'fulfilled' ? each.value : each.reason.message))).toEqual(keys);
  expect(done.map(({ status }) => status)).toEqual(
    keys.map((_, index) => (index % 2 === 1 ? 'rejected' : 'fulfilled')),
  );
  const stored = await store.transaction((tx) => Promise.all(keys.map((key) => getSetting(tx, key))));
  expect(stored).toEqual(keys.map((_, index) => (index % 2 === 1 ? null : '1')));
  expect(await store.transaction((tx) => getSetting(tx, 'last'))).toBe('key 18');
});

it('takes its turn among other transactions', async () => {
  const { store } = open();
  const add = (text: string) => async (tx: Parameters<Parameters<typeof store.transaction>[0]>[0]) =>
    setSetting(tx, 'all', `${(await getSetting(tx, 'all')) ?? ''}${text}`);
  await Promise.all([
    ...keys.map(() => store.together(add('t'))),
    ...keys.map(() => store.transaction(add('a'))),
    ...keys.map(() => store.together(add('t'))),
  ]);
  const all = (await store.transaction((tx) => getSetting(tx, 'all'))) ?? '';
  expect(all).toHaveLength(60);
  expect(all.replaceAll('a', '')).toHaveLength(40);
});

it('when nothing can be stored, everybody is told', async () => {
  const { store, file } = open();
  await store.transaction((tx) => setSetting(tx, 'a', '1'));
  const other = new Database(file);
  onTestFinished(() => void other.close());
  other.exec("create trigger refuse before insert on setting begin select raise(rollback, 'full'); end");
  const done = await Promise.allSettled(keys.map((key) => store.together((tx) => setSetting(tx, key, '1'))));
  expect(new Set(done.map(({ status }) => status))).toEqual(new Set(['rejected']));
  other.exec('drop trigger refuse');
  await store.together((tx) => setSetting(tx, 'b', '2'));
  expect(await store.transaction((tx) => getSetting(tx, 'b'))).toBe('2');
});

it('inside a transaction it throws, as another one would', async () => {
  const { store } = open();
  await store.transaction(async (tx) => {
    await expect(async () => store.together(async () => {})).rejects.toThrow('already open');
    await setSetting(tx, 'a', '1');
  });
  expect(await store.together((tx) => getSetting(tx, 'a'))).toBe('1');
});
