import type { TopLevelSpec } from 'vega-lite';
import {
  AT_PIXEL,
  type Canvas,
  COLOUR,
  innerOf,
  type Key,
  type Layer,
  LINE,
  type Picture,
  type Plot,
  SIZE,
  type Word,
} from './drawing.ts';
import { FONT_FAMILY, type Weight } from './font.ts';
import { legendRows, squares } from './legend.ts';
import { wrap } from './text.ts';

/** The whole picture: title and legend above the plot, the note under it, on white. */
export function frame(
  text: { title: string; note: string; legend: Key[] },
  plot: Plot,
  canvas: Canvas,
): Picture {
  const inner = innerOf(canvas);
  const { margin } = canvas;
  const title = block(wrap(text.title, inner, SIZE.title, 'bold', 3), SIZE.title, 'bold', COLOUR.ink);
  const legend = legendRows(text.legend, inner);
  const note = block(wrap(text.note, inner, SIZE.note, 'regular', 4), SIZE.note, 'regular', COLOUR.muted);
  const gapUnderTitle = title.height ? 20 : 0;
  const gapUnderLegend = legend.height ? 16 : 0;
  const header = title.height + gapUnderTitle + legend.height + gapUnderLegend;
  const footer = note.height ? 22 + note.height : 0;
  const words = [
    ...shift(title.words, -header),
    ...shift(legend.words, -header + title.height + gapUnderTitle),
    ...plot.words,
    ...shift(note.words, plot.height + 22),
  ];
  const swatches = legend.swatches.map((swatch) => ({
    ...swatch,
    y: swatch.y - header + title.height + gapUnderTitle,
  }));
  const top = Math.max(0, margin - 6) + header;
  const bottom = Math.max(0, margin - 8) + footer;
  const spec: TopLevelSpec = {
    width: inner,
    height: plot.height,
    padding: { left: margin, right: margin, top, bottom },
    autosize: { type: 'none' },
    background: '#ffffff',
    config: { view: { stroke: null } },
    layer: [...plot.layers, ...(swatches.length > 0 ? [squares(swatches)] : []), texts(words)],
  };
  return { spec, width: canvas.width, height: Math.ceil(top + plot.height + bottom) };
}

function block(
  lines: string[],
  size: number,
  weight: Weight,
  colour: string,
): { words: Word[]; height: number } {
  const step = size * LINE;
  const words = lines.map((line, row) => ({ text: line, x: 0, y: (row + 0.5) * step, size, weight, colour }));
  return { words, height: lines.length * step };
}

function shift(words: Word[], by: number): Word[] {
  return words.map((word) => ({ ...word, y: word.y + by }));
}

/** One layer for each way of writing: a mark has one size, weight and side for all its data. */
function texts(words: Word[]): Layer {
  const groups = new Map<string, Word[]>();
  for (const word of words) {
    const { align = 'left', size = SIZE.label, weight = 'regular', colour = COLOUR.ink } = word;
    const key = JSON.stringify({
      align,
      fontSize: size,
      fontWeight: weight === 'bold' ? 700 : 400,
      color: colour,
    });
    groups.set(key, [...(groups.get(key) ?? []), word]);
  }
  return {
    layer: [...groups].map(([key, group]) => ({
      data: { values: group.map(({ text, x, y }) => ({ text, x, y })) },
      mark: { type: 'text', font: FONT_FAMILY, baseline: 'middle', ...JSON.parse(key) },
      encoding: { ...AT_PIXEL, text: { field: 'text', type: 'nominal' } },
    })),
  };
}
