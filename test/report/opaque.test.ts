import { crc32, deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { opaque } from '../../src/report/pdf/opaque.ts';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), content]);
  const ends = [content.length, crc32(body)].map((value) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  });
  return Buffer.concat([ends[0] ?? Buffer.of(), body, ends[1] ?? Buffer.of()]);
}

/** A PNG of RGBA rows, each written with a filter of its own. */
function encode(width: number, rows: { filter: number; pixels: number[] }[]): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(rows.length, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const lines = rows.map(({ filter, pixels }, y) => {
    const at = (row: number, i: number) => (i < 0 ? 0 : (rows[row]?.pixels[i] ?? 0));
    const bytes = pixels.map((value, i) => {
      const [a, b, c] = [at(y, i - 4), at(y - 1, i), at(y - 1, i - 4)];
      const p = a + b - c;
      const near = [a, b, c].toSorted((one, other) => Math.abs(p - one) - Math.abs(p - other))[0] ?? 0;
      return value - ([0, a, b, Math.floor((a + b) / 2), near][filter] ?? 0);
    });
    return Buffer.from([filter, ...bytes]);
  });
  const data = deflateSync(Buffer.concat(lines));
  // In two parts, as encoders may.
  const parts = [data.subarray(0, 5), data.subarray(5)].map((part) => chunk('IDAT', part));
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), ...parts, chunk('IEND', Buffer.of())]);
}

test('keeps every pixel, whatever the filter of its row, and drops the alpha', () => {
  const pictures = fc.integer({ min: 1, max: 6 }).chain((width) => {
    const pixels = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4 * width, maxLength: 4 * width });
    const row = fc.record({ filter: fc.integer({ min: 0, max: 4 }), pixels });
    return fc.record({ width: fc.constant(width), rows: fc.array(row, { minLength: 1, maxLength: 5 }) });
  });
  fc.assert(
    fc.property(pictures, ({ width, rows }) => {
      const png = opaque(encode(width, rows));
      expect(png[25]).toBe(2);
      const size = png.readUInt32BE(33);
      const kept = inflateSync(png.subarray(41, 41 + size));
      const wanted = rows.flatMap(({ pixels }) => [0, ...pixels.filter((_, i) => i % 4 < 3)]);
      expect([...kept]).toEqual(wanted);
    }),
  );
});
