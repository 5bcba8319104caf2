import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { BASELINE, stolenCommune } from '../proof/stolen.ts';

/** Copies that somebody packed, as people do before they move a file. */
const commune = stolenCommune();

function tar(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  header.write('ustar', 257);
  return Buffer.concat([
    header,
    content,
    Buffer.alloc((512 - (content.length % 512)) % 512),
    Buffer.alloc(1024),
  ]);
}

/** A commune with a raw copy of which a closed round can be opened again. */
async function withCopy() {
  const stolen = await commune.steal();
  const copy = join(stolen.programme, 'brute.db');
  stolen.plant((it) => it.pragma('wal_checkpoint(TRUNCATE)')).close();
  copyFileSync(stolen.file, copy);
  stolen
    .plant((it) => {
      it.pragma('journal_mode = DELETE');
      it.prepare("update round set salt = ?, status = 'open' where id = ?").run(
        Buffer.alloc(32, 7),
        BASELINE,
      );
    }, copy)
    .close();
  return { ...stolen, copy: readFileSync(copy) };
}

it.each([
  ['gzip', 'brute.db.gz', (copy: Buffer) => gzipSync(copy)],
  ['zstd', 'brute.db.zst', (copy: Buffer) => zstdCompressSync(copy)],
  ['zip', 'brute.zip', (copy: Buffer) => Buffer.from(zipSync({ 'a/brute.db': copy }))],
  ['tar, in a gzip', 'sauvegarde.tgz', (copy: Buffer) => gzipSync(tar('var/brute.db', copy))],
  [
    'zip, in a zip',
    'sans-extension',
    (copy: Buffer) => Buffer.from(zipSync({ 'a.zip': zipSync({ b: copy }) })),
  ],
])('opens a copy in a %s', async (_, name, pack) => {
  const { audit, folder, copy } = await withCopy();
  writeFileSync(join(folder, name), pack(copy));
  expect((await audit()).leaks).toContain('copy_reopens');
});

it('reads the notes in an archive as those beside it', async () => {
  const { audit, folder } = await commune.steal();
  const notes = { 'vide/': strToU8(''), 'qui.txt': strToU8('p04 time lost') };
  writeFileSync(join(folder, 'notes.zip'), zipSync(notes));
  expect((await audit()).leaks).toEqual(['file_answer']);
});

it.each([
  ['an archive of another kind', 'brute.7z', Buffer.from('7z\xbc\xaf\x27\x1c\0\x04', 'latin1')],
  ['a damaged one', 'brute.db.gz', gzipSync(Buffer.alloc(5000, 'x')).subarray(0, 30)],
  ['a zip cut short', 'brute.zip', Buffer.from(zipSync({ a: Buffer.alloc(500, 'x') })).subarray(0, 60)],
])('says that it could not read %s', async (_, name, content) => {
  const { audit, folder } = await commune.steal();
  writeFileSync(join(folder, name), content);
  const { leaks, risks } = await audit();
  expect(leaks).toEqual([]);
  expect(risks).toContain('file_unread');
});
