import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const resolve = createRequire(import.meta.url).resolve;

/** The only typefaces a picture is drawn with: they come with the program, so every machine draws the same. */
export const FONT_FAMILY = 'DejaVu Sans';
export const FONT_FILES = {
  regular: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
} as const;
export type Weight = keyof typeof FONT_FILES;

type Face = { unitsPerEm: number; advance(codePoint: number): number };
const faces = new Map<Weight, Face>();

/** Width of a line in pixels. Without a canvas nothing else in the drawing chain can tell it. */
export function textWidth(text: string, size: number, weight: Weight = 'regular'): number {
  const face = faces.get(weight) ?? readFace(FONT_FILES[weight]);
  faces.set(weight, face);
  let units = 0;
  for (const char of text) units += face.advance(char.codePointAt(0) ?? 0);
  return (units * size) / face.unitsPerEm;
}

/** Reads the advance widths of a TrueType file. Source: OpenType specification, tables head, hhea, hmtx, cmap (format 4). */
function readFace(path: string): Face {
  const file = readFileSync(path);
  const table = (tag: string): Buffer => {
    for (let at = 12; at < 12 + 16 * file.readUInt16BE(4); at += 16) {
      if (file.toString('latin1', at, at + 4) === tag) return file.subarray(file.readUInt32BE(at + 8));
    }
    throw new Error(`font without ${tag}`);
  };
  const cmap = table('cmap');
  const hmtx = table('hmtx');
  const metrics = table('hhea').readUInt16BE(34);
  const glyphOf = glyphIndex(unicodePlane(cmap));
  return {
    unitsPerEm: table('head').readUInt16BE(18),
    advance: (codePoint) => hmtx.readUInt16BE(4 * Math.min(glyphOf(codePoint), metrics - 1)),
  };
}

function unicodePlane(cmap: Buffer): Buffer {
  for (let at = 4; at < 4 + 8 * cmap.readUInt16BE(2); at += 8) {
    const sub = cmap.subarray(cmap.readUInt32BE(at + 4));
    if (sub.readUInt16BE(0) === 4) return sub;
  }
  throw new Error('font without a format 4 cmap');
}

/** Segments of format 4: four parallel arrays; glyph 0 is the empty box. */
function glyphIndex(sub: Buffer): (codePoint: number) => number {
  const bytes = sub.readUInt16BE(6);
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    for (let at = 0; at < bytes; at += 2) {
      if (sub.readUInt16BE(14 + at) < codePoint) continue;
      const start = sub.readUInt16BE(16 + bytes + at);
      if (start > codePoint) return 0;
      const delta = sub.readUInt16BE(16 + 2 * bytes + at);
      const rangeAt = 16 + 3 * bytes + at;
      const range = sub.readUInt16BE(rangeAt);
      if (range === 0) return (codePoint + delta) & 0xffff;
      const glyph = sub.readUInt16BE(rangeAt + range + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
