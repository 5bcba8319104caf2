import { existsSync, readFileSync } from 'node:fs';

/** The bytes of a database and of its write-ahead log, as somebody who stole the disk reads them. */
export function databaseBytes(file: string): Buffer[] {
  return [file, `${file}-wal`].filter((name) => existsSync(name)).map((name) => readFileSync(name));
}

/**
 * Free pages that still hold something. `secure_delete` fills a page with zeros when it is freed. Source: the SQLite
 * file format, « The Freelist »: a trunk page is the next trunk, a count, and so many page numbers.
 */
export function dirtyFreePages(database: Buffer): number {
  if (database.length < 100) return 0;
  const declared = database.readUInt16BE(16);
  const size = declared === 1 ? 65536 : declared;
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
    if (!isZero(content.subarray(8 + 4 * count))) dirty += 1;
    trunk = content.readUInt32BE(0);
  }
  return dirty;
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

type ClosedRound = { id: string; kind: string; subject: string; wave: string; parent: string | null };

/**
 * Whether the bytes hold an earlier version of a closed round's row, with its salt: the columns of a record lie one
 * after the other, so « id kind subject wave », the number, the parent and « open » are there together.
 */
export function holdsOpenVersion(bytes: Buffer, round: ClosedRound): boolean {
  const start = Buffer.from(`${round.id}${round.kind}${round.subject}${round.wave}`);
  const after = Buffer.from(`${round.parent ?? ''}open2`);
  return everyPlace(bytes, start).some((place) => {
    const next = bytes.subarray(place + start.length, place + start.length + after.length + NUMBER);
    return next.includes(after);
  });
}

/** The longest an integer column can be. */
const NUMBER = 8;
/** The serial type of a token in a record's header: a blob of 32 bytes. Source: the SQLite file format. */
const TOKEN = 12 + 2 * 32;

/**
 * Whether the bytes hold sealed answers of a round. A record starts with the types of its columns, then come the
 * columns: the type of a token, that of a box (two or three bytes), and the round's id. Deleting a row without
 * `secure_delete` spoils only what is before.
 */
export function holdsAnswers(bytes: Buffer, roundId: string): boolean {
  return everyPlace(bytes, Buffer.from(roundId)).some((place) =>
    [2, 3].some(
      (size) => place > size && bytes[place - size - 1] === TOKEN && isLongNumber(bytes, place, size),
    ),
  );
}

/** A number of `size` bytes before `end`, as SQLite writes them: all bytes but the last have their high bit set. */
function isLongNumber(bytes: Buffer, end: number, size: number): boolean {
  const digits = [...bytes.subarray(end - size, end)];
  return digits.every((digit, index) => digit > 127 === index < size - 1);
}

function everyPlace(bytes: Buffer, wanted: Buffer): number[] {
  const places: number[] = [];
  for (let place = bytes.indexOf(wanted); place !== -1; place = bytes.indexOf(wanted, place + 1)) {
    places.push(place);
  }
  return places;
}
