import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { unzipSync } from 'fflate';

/** How a file is packed; `other`: a way that is known, and not read here. */
export type Packing = 'gzip' | 'zstd' | 'zip' | 'tar' | 'other';
/** A file of an archive; null: it could not be read. */
export type Entry = { name: string; content: Buffer | null };

/** The longest text that is read, in bytes: larger ones are no log and no export. */
export const LONGEST = 100 * 1024 * 1024;
const DATABASE = 'SQLite format 3\0';
/** The first bytes of each. `other`: bzip2, xz, 7-Zip, RAR, LZ4, a zip in parts, age, OpenPGP in letters. */
const STARTS: [start: string, packing: Packing][] = [
  ['\x1f\x8b', 'gzip'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['PK\x07\x08', 'other'],
  ['BZh', 'other'],
  ['\xfd7zXZ', 'other'],
  ['7z\xbc\xaf\x27\x1c', 'other'],
  ['Rar!', 'other'],
  ['\x04\x22\x4d\x18', 'other'],
  ['age-encryption', 'other'],
  ['-----BEGIN PGP MESSAGE', 'other'],
];

export function isDatabaseContent(content: Buffer): boolean {
  return content.subarray(0, DATABASE.length).toString('latin1') === DATABASE;
}

/** Null: it is not packed, or in no way that is known. */
export function packing(content: Buffer): Packing | null {
  if (content.toString('latin1', 257, 262) === 'ustar') return 'tar';
  const start = content.toString('latin1', 0, 24);
  return STARTS.find(([bytes]) => start.startsWith(bytes))?.[1] ?? null;
}

/** What is packed in a file, each at most so large; null when that cannot be read. */
export function unpack(content: Buffer, kind: Packing, largest: number): Entry[] | null {
  const limit = { maxOutputLength: largest };
  try {
    if (kind === 'gzip') return [{ name: '', content: gunzipSync(content, limit) }];
    if (kind === 'zstd') return [{ name: '', content: zstdDecompressSync(content, limit) }];
    if (kind === 'tar') return fromTar(content);
    return kind === 'zip' ? fromZip(content, largest) : null;
  } catch {
    return null;
  }
}

const BLOCK = 512;

/** Source: POSIX `ustar`: a block says a name and a size in octal, then the file fills whole blocks. */
function fromTar(content: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let place = 0; place + BLOCK <= content.length; ) {
    const header = content.subarray(place, place + BLOCK);
    const name = header.toString('utf8', 0, 100).replace(/\0.*/s, '');
    if (name === '') break;
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8);
    if (!(size >= 0)) return [...entries, { name, content: null }];
    place += BLOCK;
    if (size > 0) entries.push({ name, content: content.subarray(place, place + size) });
    place += Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

/** What is encrypted is no deflated data: it cannot be read. */
function fromZip(content: Buffer, largest: number): Entry[] {
  const tooLarge: Entry[] = [];
  const files = unzipSync(content, {
    filter({ name, originalSize }) {
      if (originalSize > largest) tooLarge.push({ name, content: null });
      return originalSize <= largest && !name.endsWith('/');
    },
  });
  const read = Object.entries(files).map(([name, bytes]) => ({ name, content: Buffer.from(bytes) }));
  return [...read, ...tooLarge];
}
