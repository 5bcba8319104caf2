import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Bytes of a pixel before and after. */
const FROM = 4;
const TO = 3;
const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/**
 * A picture of 8-bit RGBA, all of it opaque, without its fourth channel. pdfkit splits that channel in the background:
 * the parts of the file would come in another order each time. Source: PNG specification (W3C), 9 « Filtering ».
 */
export function opaque(png: Uint8Array): Buffer {
  const file = Buffer.from(png);
  const head = chunkOf(file, 'IHDR')[0] ?? Buffer.alloc(13);
  if (head[8] !== 8 || head[9] !== 6 || head[12] !== 0) return file;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const rows = inflateSync(Buffer.concat(chunkOf(file, 'IDAT')));
  const kept = Buffer.alloc(height * (1 + width * TO));
  let above: Uint8Array = new Uint8Array(width * FROM);
  for (let y = 0; y < height; y++) {
    const at = y * (1 + width * FROM);
    const row = rows.subarray(at + 1, at + 1 + width * FROM);
    unfilter(row, above, rows[at] ?? 0);
    let to = y * (1 + width * TO) + 1;
    for (let from = 0; from < row.length; from++) if (from % FROM < TO) kept[to++] = row[from] ?? 0;
    above = row;
  }
  const rgb = Buffer.from(head);
  rgb[9] = 2;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', rgb),
    chunk('IDAT', deflateSync(kept)),
    chunk('IEND', Buffer.of()),
  ]);
}

/** What each byte adds to the one before it, above it, or both. */
function unfilter(row: Uint8Array, above: Uint8Array, filter: number): void {
  if (filter === 0) return;
  for (let i = 0; i < row.length; i++) {
    const left = i < FROM ? 0 : (row[i - FROM] ?? 0);
    const up = above[i] ?? 0;
    const corner = i < FROM ? 0 : (above[i - FROM] ?? 0);
    const guess =
      filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth(left, up, corner);
    row[i] = (row[i] ?? 0) + guess;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const distance = (value: number) => Math.abs(left + up - corner - value);
  if (distance(left) <= distance(up) && distance(left) <= distance(corner)) return left;
  return distance(up) <= distance(corner) ? up : corner;
}

function chunkOf(file: Buffer, name: string): Buffer[] {
  const found: Buffer[] = [];
  for (let at = SIGNATURE.length; at + 8 <= file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === name) {
      found.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
    }
  }
  return found;
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
