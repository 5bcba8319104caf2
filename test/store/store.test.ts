import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { StartupError } from '../../src/domain/errors.ts';
import { migrate, schemaText } from '../../src/store/migrate.ts';
import { findRound } from '../../src/store/round.ts';
import { getSetting, setSetting } from '../../src/store/setting.ts';
import { openStore } from '../../src/store/store.ts';

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'percolateur-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'deep/er/p.db');
}

function open(file: string) {
  const store = openStore(file);
  onTestFinished(() => store.close());
  return store;
}

it('migrations run once, in their order, and again do nothing', () => {
  const sqlite = new Database(':memory:');
  const names = migrate(sqlite);
  expect(names.length).toBeGreaterThan(0);
  expect(names).toEqual([...names].sort());
  const schema = schemaText(sqlite);
  expect(migrate(sqlite)).toEqual([]);
  expect(schemaText(sqlite)).toBe(schema);
  sqlite.close();
});

it('a database from a later version is refused, and left as it is', async () => {
  const file = newFile();
  await openStore(file).close();
  const sqlite = new Database(file);
  sqlite.prepare('insert into migration (name) values (?)').run('9999_future.sql');
  sqlite.close();
  expect(() => openStore(file)).toThrow(StartupError);
  expect(() => openStore(file)).toThrow('9999_future.sql');
});

it('keeps its promises to the disk', () => {
  const file = newFile();
  open(file);
  const sqlite = new Database(file);
  expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
  // Every table is strict, and none numbers its rows: an insertion order would tell who came first.
  const tables = sqlite
    .prepare<[], { name: string; wr: number; strict: number }>(
      "select name, wr, strict from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'",
    )
    .all();
  expect(tables.filter(({ wr, strict }) => !wr || !strict)).toEqual([]);
  sqlite.close();
});

it('a transaction inside another throws at once, and the first goes on', async () => {
  const store = open(newFile());
  await store.transaction(async (tx) => {
    await setSetting(tx, 'a', '1');
    await expect(async () => store.transaction(async () => {})).rejects.toThrow('already open');
    await setSetting(tx, 'b', '2');
  });
  expect(await store.transaction((tx) => getSetting(tx, 'b'))).toBe('2');
});

it('transactions take their turn, whole or not at all', async () => {
  const store = open(newFile());
  const one = store.transaction(async (tx) => {
    await setSetting(tx, 'a', '1');
    await new Promise((resolve) => setImmediate(resolve));
    await setSetting(tx, 'a', `${await getSetting(tx, 'a')}1`);
  });
  const failing = store.transaction(async (tx) => {
    await setSetting(tx, 'a', 'lost');
    throw new Error('halfway');
  });
  const two = store.transaction(async (tx) => setSetting(tx, 'a', `${await getSetting(tx, 'a')}2`));
  await expect(failing).rejects.toThrow('halfway');
  await Promise.all([one, two]);
  expect(await store.transaction((tx) => getSetting(tx, 'a'))).toBe('112');
});

it('a query made ready is of its transaction: seen with what it wrote, refused once it is over', async () => {
  const store = open(newFile());
  const other = open(newFile());
  const kept = await store.transaction(async (tx) => {
    expect(await findRound(tx, 'none')).toBeNull();
    expect(await other.transaction((its) => findRound(its, 'none'))).toBeNull();
    return tx;
  });
  await expect(findRound(kept, 'none')).rejects.toThrow('over');
});
