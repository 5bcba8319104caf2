import { AT_PIXEL, type Key, type Layer, OUTLINE, SIZE, type Word } from './drawing.ts';
import { textWidth } from './font.ts';
import { wrap } from './text.ts';

const SWATCH = 18;

/** The entries of a legend in rows, its first line at 0. */
export function legendRows(keys: Key[], inner: number) {
  const words: Word[] = [];
  const swatches: { x: number; y: number; colour: string }[] = [];
  let x = 0;
  let row = 0;
  for (const { name, colour } of keys) {
    const [text = ''] = wrap(name, inner - SWATCH - 10, SIZE.note, 'regular', 1);
    const width = SWATCH + 10 + textWidth(text, SIZE.note);
    if (x > 0 && x + width > inner) {
      x = 0;
      row++;
    }
    const y = row * 28 + 12;
    swatches.push({ x: x + SWATCH / 2, y, colour });
    words.push({ text, x: x + SWATCH + 10, y, size: SIZE.note });
    x += width + 28;
  }
  return { words, swatches, height: keys.length > 0 ? (row + 1) * 28 - 4 : 0 };
}

export function squares(values: { x: number; y: number; colour: string }[]): Layer {
  return {
    data: { values },
    mark: { type: 'point', shape: 'square', filled: true, size: SWATCH ** 2, opacity: 1, ...OUTLINE },
    encoding: { ...AT_PIXEL, fill: { field: 'colour', type: 'nominal', scale: null } },
  };
}
