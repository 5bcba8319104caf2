import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { findPerson, savePeople } from '../../src/store/person.ts';
import { getSetting, setSetting } from '../../src/store/setting.ts';
import { openStore } from '../../src/store/store.ts';

function openFile() {
  const folder = mkdtempSync(join(tmpdir(), 'percolateur-store-'));
  const file = join(folder, 'test.db');
  const store = openStore(file);
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  return { file, store };
}

it('wipes the file after the transaction that is open, not in the middle of it', async () => {
  const { store } = openFile();
  const started = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const writing = store.transaction(async (tx) => {
    await setSetting(tx, 'key', 'value');
    started.resolve();
    await goOn.promise;
  });
  await started.promise;
  const scrubbing = store.scrub();
  goOn.resolve();
  await Promise.all([writing, scrubbing]);
  expect(await store.transaction((tx) => getSetting(tx, 'key'))).toBe('value');
});

it('says that the file is not wiped while somebody else reads an older state of it', async () => {
  const { file, store } = openFile();
  await store.transaction((tx) => setSetting(tx, 'key', 'old'));
  const reader = new Database(file, { readonly: true });
  reader.exec('begin');
  reader.prepare('select * from setting').all();
  await store.transaction((tx) => setSetting(tx, 'key', 'new'));
  expect(await store.scrub()).toBe(false);
  reader.exec('rollback');
  reader.close();
  expect(await store.scrub()).toBe(true);
});

it('is readable by its owner only', () => {
  const { file } = openFile();
  expect(statSync(file).mode & 0o077).toBe(0);
});

it('does not lose a transaction because another process wrote between its reading and its writing', async () => {
  const { file, store } = openFile();
  const other = new Database(file, { timeout: 0 });
  await store.transaction(async (tx) => {
    await getSetting(tx, 'key');
    expect(() => other.exec("insert into setting values ('other', '1')")).toThrow('locked');
    await setSetting(tx, 'key', 'value');
  });
  other.close();
});

it('takes a list where an e-mail has passed to another id', async () => {
  const { store } = openFile();
  const person = {
    name: 'A',
    email: 'a@commune.example',
    department: 'S',
    roles: ['agent' as const],
    channel: null,
    aadId: 'aad',
    slackId: null,
    locale: 'fr',
    zone: null,
    days: null,
  };
  await store.transaction((tx) => savePeople(tx, [{ ...person, id: 'one' }], '2026-12-01'));
  await store.transaction((tx) => savePeople(tx, [{ ...person, id: 'two' }], '2026-12-02'));
  const [one, two] = await store.transaction(async (tx) => [
    await findPerson(tx, 'one'),
    await findPerson(tx, 'two'),
  ]);
  expect(one).toMatchObject({ email: null, aadId: null, leftOn: '2026-12-02' });
  expect(two).toMatchObject({ email: 'a@commune.example', aadId: 'aad', leftOn: null });
});
