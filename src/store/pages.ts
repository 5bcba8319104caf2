/**
 * Pages of a database file, read without SQLite: what a thief does who looks for what SQLite no longer shows.
 * Source: the SQLite file format, « B-tree Pages » and « Record Format ».
 */

/** The bytes of one column; only those that lie on the page, the rest of a long one is elsewhere. */
export type Column = { type: number; bytes: Buffer };

const INTERIOR_INDEX = 0x02;
const INTERIOR_TABLE = 0x05;
const LEAF_INDEX = 0x0a;
const LEAF_TABLE = 0x0d;

/** The size of a page, as the header of a database file says it; 0 when it is none. */
export function pageSize(database: Buffer): number {
  if (database.length < 100 || !database.subarray(0, 16).equals(Buffer.from('SQLite format 3\0'))) return 0;
  const declared = database.readUInt16BE(16);
  return declared === 1 ? 65536 : declared;
}

/** The records of a b-tree page, in the order in which they lie on it, from its end: that in which they came. */
export function recordsOf(page: Buffer, isFirst = false): Column[][] {
  const start = isFirst ? 100 : 0;
  const kind = page[start];
  if (kind !== INTERIOR_INDEX && kind !== LEAF_INDEX && kind !== LEAF_TABLE) return [];
  const count = page.readUInt16BE(start + 3);
  const pointers = start + (kind === INTERIOR_INDEX ? 12 : 8);
  if (pointers + 2 * count > page.length) return [];
  const places = Array.from({ length: count }, (_, index) => page.readUInt16BE(pointers + 2 * index));
  return places
    .sort((a, b) => b - a)
    .flatMap((place) => recordAt(page, kind, place) ?? [])
    .map(({ columns }) => columns);
}

/** Bytes of a b-tree page that belong to no cell and are not zero: what was there before. */
export function slackOf(page: Buffer, isFirst = false): Buffer {
  const start = isFirst ? 100 : 0;
  const kind = page[start] ?? 0;
  if (![INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE].includes(kind)) return Buffer.alloc(0);
  const count = page.readUInt16BE(start + 3);
  const content = page.readUInt16BE(start + 5) || 65536;
  const end = start + (kind === INTERIOR_INDEX || kind === INTERIOR_TABLE ? 12 : 8) + 2 * count;
  if (content < end || content > page.length) return Buffer.alloc(0);
  const parts = [page.subarray(end, content)];
  for (let free = page.readUInt16BE(start + 1); free >= content && free + 4 <= page.length; ) {
    parts.push(page.subarray(free + 4, free + page.readUInt16BE(free + 2)));
    const next = page.readUInt16BE(free);
    if (next <= free) break;
    free = next;
  }
  const dirty = parts.filter((part) => part.some((byte) => byte !== 0));
  return Buffer.concat(dirty);
}

/** The record of a cell, and the page where the rest of it starts; null when it is not one. */
function recordAt(
  page: Buffer,
  kind: number,
  place: number,
): { columns: Column[]; overflow: number | null } | null {
  const child = kind === INTERIOR_INDEX ? 4 : 0;
  const size = varint(page, place + child);
  if (!size) return null;
  const rowid = kind === LEAF_TABLE ? varint(page, size.next) : null;
  const from = rowid ? rowid.next : size.next;
  const local = localSize(size.value, page.length, kind === LEAF_TABLE);
  const payload = page.subarray(from, from + local);
  if (payload.length < local) return null;
  const columns = columnsOf(payload);
  const spills = local < size.value && from + local + 4 <= page.length;
  return columns && { columns, overflow: spills ? page.readUInt32BE(from + local) : null };
}

/** How much of a record stays on its page. Source: « B-tree Pages », the computation of U, X, M and K. */
function localSize(payload: number, usable: number, isTable: boolean): number {
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (payload <= most) return payload;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((payload - least) % (usable - 4));
  return wanted <= most ? wanted : least;
}

function columnsOf(payload: Buffer): Column[] | null {
  const header = varint(payload, 0);
  if (!header || header.value > payload.length) return null;
  const columns: Column[] = [];
  let body = header.value;
  for (let place = header.next; place < header.value; ) {
    const type = varint(payload, place);
    if (!type) return null;
    const length = lengthOf(type.value);
    columns.push({ type: type.value, bytes: payload.subarray(body, body + length) });
    body += length;
    place = type.next;
  }
  return columns;
}

const LENGTHS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];

function lengthOf(type: number): number {
  return type < LENGTHS.length ? (LENGTHS[type] ?? 0) : Math.floor((type - 12) / 2);
}

/** The columns hold text where their type is odd, bytes where it is even, from 12 on. */
export function isText({ type }: Column): boolean {
  return type >= 13 && type % 2 === 1;
}

function varint(bytes: Buffer, start: number): { value: number; next: number } | null {
  let value = 0;
  for (let place = start; place < Math.min(start + 8, bytes.length); place++) {
    const byte = bytes[place] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 128) return { value, next: place + 1 };
  }
  return null;
}
