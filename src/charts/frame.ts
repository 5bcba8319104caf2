import type { TopLevelSpec } from 'vega-lite';
import { FONT_FAMILY, textWidth, type Weight } from './font.ts';
import { wrap } from './text.ts';

/** How wide a picture is whatever it shows, and its margins, in pixels. */
export type Canvas = { width: number; margin: number };

/** What a plot can fill from side to side; its coordinates start at 0, 0 under the title and the legend. */
export function innerOf({ width, margin }: Canvas): number {
  return width - 2 * margin;
}

export const SIZE = { title: 26, label: 20, note: 17 } as const;
export const LINE = 1.3;
/** Contrast with white: ink 15:1, line 7:1, muted 6:1. */
export const COLOUR = {
  ink: '#1b2733',
  muted: '#55626e',
  rule: '#c9d1d8',
  bar: '#22577a',
  line: '#9c3d06',
} as const;

/** A line of text at its pixel; `y` is its middle. */
export type Word = {
  text: string;
  x: number;
  y: number;
  align?: 'left' | 'center' | 'right';
  size?: number;
  weight?: Weight;
  colour?: string;
};

export type Layer = Extract<TopLevelSpec, { layer: unknown[] }>['layer'][number];

/** A drawing of figures: Vega-Lite draws the shapes, the words are placed by us. */
export type Plot = { height: number; layers: Layer[]; words: Word[] };

/** A legend's entry: a colour that stays apart in grey. */
export type Key = { name: string; colour: string };

/** A picture as Vega-Lite reads it, and its size in pixels. */
export type Picture = { spec: TopLevelSpec; width: number; height: number };

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

/** The lines of a label, around the middle `y`. */
export function lines(parts: string[], word: Omit<Word, 'text'>): Word[] {
  const step = (word.size ?? SIZE.label) * LINE;
  return parts.map((text, row) => ({ ...word, text, y: word.y + (row - (parts.length - 1) / 2) * step }));
}

function shift(words: Word[], by: number): Word[] {
  return words.map((word) => ({ ...word, y: word.y + by }));
}

const SWATCH = 18;

function legendRows(keys: Key[], inner: number) {
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

/** Lines a label may take: a narrow picture has room below only. */
export function labelLines(inner: number): number {
  return inner < 500 ? 5 : 3;
}

/** Keeps the lightest shades apart from the white page. */
export const OUTLINE = { stroke: COLOUR.muted, strokeWidth: 0.75 } as const;

/** Both places in pixels, past any scale. */
export const AT_PIXEL = {
  x: { field: 'x', type: 'quantitative', scale: null, axis: null },
  y: { field: 'y', type: 'quantitative', scale: null, axis: null },
} as const;

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
