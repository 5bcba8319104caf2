import { existsSync, readFileSync } from 'node:fs';
import { pageSize, slackOf } from './pages.ts';

/** Files in which SQLite leaves something of a database: itself, its log and its index, an undone transaction. */
const SUFFIXES = ['', '-wal', '-shm', '-journal'];

/** The bytes of a database and of what SQLite keeps beside it, as somebody who stole the disk reads them. */
export function databaseBytes(file: string): Buffer[] {
  return SUFFIXES.map((suffix) => file + suffix)
    .filter((name) => existsSync(name))
    .map((name) => readFileSync(name));
}

/**
 * Free pages that still hold something. `secure_delete` fills a page with zeros when it is freed. Source: the SQLite
 * file format, « The Freelist »: a trunk page is the next trunk, a count, and so many page numbers.
 */
export function dirtyFreePages(database: Buffer): number {
  const size = pageSize(database);
  if (size === 0) return 0;
  const page = (number: number) => database.subarray((number - 1) * size, number * size);
  const seen = new Set<number>();
  let dirty = 0;
  for (let trunk = database.readUInt32BE(32); trunk !== 0 && !seen.has(trunk); ) {
    seen.add(trunk);
    const content = page(trunk);
    if (content.length < size) break;
    const count = Math.min(content.readUInt32BE(4), size / 4 - 2);
    for (let index = 0; index < count; index++) {
      if (!isZero(page(content.readUInt32BE(8 + 4 * index)))) dirty += 1;
    }
    if (!isNumbers(content.subarray(8 + 4 * count), database.length / size)) dirty += 1;
    trunk = content.readUInt32BE(0);
  }
  return dirty;
}

/** What lies between the cells of the pages in use, and is not zero. */
export function slack(database: Buffer): Buffer {
  const size = pageSize(database);
  if (size === 0) return Buffer.alloc(0);
  const parts: Buffer[] = [];
  for (let start = 0; start + size <= database.length; start += size) {
    parts.push(slackOf(database.subarray(start, start + size), start === 0));
  }
  return Buffer.concat(parts);
}

/** Numbers of pages: a trunk keeps those of leaves that were taken again, after those it still has. */
function isNumbers(bytes: Buffer, pages: number): boolean {
  for (let place = 0; place + 4 <= bytes.length; place += 4) {
    if (bytes.readUInt32BE(place) > pages) return false;
  }
  return true;
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

type ClosedRound = { id: string; kind: string; subject: string; wave: string; parent: string | null };

/** What follows the parent in the row of an open round: its status, then the instant it opened. */
const OPEN = Buffer.from('open2');
/** The longest an integer column can be. */
const NUMBER = 8;

/**
 * The closed rounds of which the bytes hold an earlier row, with its salt: the columns of a record lie one after the
 * other, so « id kind subject wave », the number, the parent and « open » are there together.
 */
export function openVersionsIn(bytes: Buffer, rounds: readonly ClosedRound[]): string[] {
  const rows = rounds.map(({ id, kind, subject, wave, parent }) => ({
    id,
    before: Buffer.from(`${id}${kind}${subject}${wave}`),
    parent: Buffer.from(parent ?? ''),
  }));
  const found = new Set<string>();
  for (const place of everyPlace(bytes, OPEN)) {
    for (const { id, before, parent } of rows) {
      if (!bytes.subarray(place - parent.length, place).equals(parent)) continue;
      const from = place - parent.length - NUMBER - before.length;
      if (bytes.subarray(Math.max(0, from), place - parent.length).includes(before)) found.add(id);
    }
  }
  return [...found];
}

/** The serial type of a token in a record's header: a blob of 32 bytes. Source: the SQLite file format. */
const TOKEN = 12 + 2 * 32;
/** The serial type of an empty text; two more for each byte. */
const TEXT = 13;
/** More than the longest id of a round. */
const ID_LENGTH = 200;

/**
 * The rounds, of all those known, of which the bytes hold sealed answers. A record starts with the types of its columns, then come the
 * columns: the type of a token, that of a box (two or three bytes), and the round's id. Deleting a row without
 * `secure_delete` spoils only what is before.
 */
export function answersIn(bytes: Buffer, rounds: readonly string[]): string[] {
  // The id of week 1 begins that of week 13: its length is before it, unless that was spoiled.
  const longest = rounds.toSorted((a, b) => b.length - a.length);
  const starts = Map.groupBy(longest, (id) => id.slice(0, 6));
  const found = new Set<string>();
  for (let place = bytes.indexOf(TOKEN); place !== -1; place = bytes.indexOf(TOKEN, place + 1)) {
    const size = longNumber(bytes, place + 1);
    if (size === 0) continue;
    const text = bytes.toString('latin1', place + 1 + size, place + 1 + size + ID_LENGTH);
    const there = (starts.get(text.slice(0, 6)) ?? []).filter((id) => text.startsWith(id));
    const id = there.find(({ length }) => bytes[place - 1] === TEXT + 2 * length) ?? there[0];
    if (id !== undefined) found.add(id);
  }
  return [...found];
}

/** How many bytes a number of two or three takes at `start`: all but the last have their high bit set; 0: it is none. */
function longNumber(bytes: Buffer, start: number): number {
  const [first = 0, second = 0, third = 0] = bytes.subarray(start, start + 3);
  if (first < 128) return 0;
  if (second < 128) return 2;
  return third < 128 ? 3 : 0;
}

function* everyPlace(bytes: Buffer, wanted: Uint8Array): Generator<number> {
  for (let place = bytes.indexOf(wanted); place !== -1; place = bytes.indexOf(wanted, place + 1)) yield place;
}
