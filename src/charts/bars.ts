import {
  COLOUR,
  type Layer,
  LINE,
  labelLines,
  lines,
  OUTLINE,
  type Plot,
  SIZE,
  type Word,
} from './drawing.ts';
import { textWidth } from './font.ts';
import { clearOf, dashed, named } from './line.ts';
import { shades } from './palette.ts';
import type { ChartData } from './read.ts';
import { domain, type Scale, scale } from './scale.ts';
import { figure, wrap } from './text.ts';

/** The share of the width that labels may take. */
const LABELS = 0.412;
const GAP = 14;

/** Horizontal bars, one or several a row, the figure at the end of each. */
export function bars({ labels, series, unit, line }: ChartData, inner: number): Plot {
  const column = Math.round(LABELS * inner);
  const wrapped = labels.map((label) => wrap(label, column, SIZE.label, 'regular', labelLines(inner)));
  const left = Math.max(0, ...wrapped.flat().map((line) => textWidth(line, SIZE.label))) + GAP;
  const thickness = series.length === 1 ? 34 : 28;
  const { middles, height } = rows(wrapped, thickness * series.length + 18);
  const top = (i: number, j: number) => (middles[i] ?? 0) + (j - series.length / 2) * thickness;

  const cells = series.flatMap(({ values }, j) =>
    values.flatMap((value, i) =>
      value === null ? [] : [{ value, j, top: top(i, j), text: figure(value, unit) }],
    ),
  );
  const right = Math.max(0, ...cells.map(({ text }) => textWidth(text, SIZE.label, 'bold'))) + 10;
  const values = cells.map(({ value }) => value);
  const x = scale(domain(values, unit), [left, inner - right]);
  const colours = series.length === 1 ? [COLOUR.bar] : shades(series.length);
  const limit = line ? x.at(line.value) : null;
  const figureAt = (from: number, width: number) =>
    Math.min(clearOf(limit, { from, to: from + width }, 1), inner - width);
  const words = [
    ...wrapped.flatMap((parts, i) => lines(parts, { x: 0, y: middles[i] ?? 0 })),
    ...cells.map(
      ({ value, top, text }): Word => ({
        text,
        x: figureAt(x.at(Math.max(0, value)) + 10, textWidth(text, SIZE.label, 'bold')),
        y: top + thickness / 2,
        weight: 'bold',
      }),
    ),
  ];
  const spans = cells.map(({ value, j, top }) => ({
    from: 0,
    to: value,
    top,
    bottom: top + thickness,
    colour: colours[j] ?? COLOUR.bar,
  }));
  const layers = [spanLayer(spans, x, colours.length > 1), baseline(x, height)];
  if (!line) return { height, layers, words };
  const at = x.at(line.value);
  const name = named(line, unit);
  return {
    height: height + SIZE.note * LINE,
    layers: [...layers, dashed({ x: at, x2: at, y: 0, y2: height })],
    words: [...words, { ...name, ...beside(name.text, at, inner), y: height + (SIZE.note * LINE) / 2 }],
  };
}

/** Where a word under a place stands so that it stays in the picture. */
function beside(text: string, at: number, inner: number): Pick<Word, 'x' | 'align'> {
  const half = textWidth(text, SIZE.note) / 2;
  return { x: Math.min(Math.max(at, half), inner - half), align: 'center' };
}

/** Rows one under the other, each as high as its label asks for; where the middle of each lies. */
export function rows(labels: string[][], least: number): { middles: number[]; height: number } {
  let height = 0;
  const middles = labels.map((parts) => {
    const row = Math.max(least, parts.length * SIZE.label * LINE + 18);
    height += row;
    return height - row / 2;
  });
  return { middles, height };
}

/** A bar or a part of one: `from` and `to` are figures, `top` and `bottom` pixels. */
export type Span = { from: number; to: number; top: number; bottom: number; colour: string };

export function spanLayer(values: Span[], x: Scale, outlined: boolean): Layer {
  const along = { domain: x.domain, range: x.range, nice: false };
  return {
    data: { values },
    mark: { type: 'rect', ...(outlined ? OUTLINE : {}) },
    encoding: {
      x: { field: 'from', type: 'quantitative', axis: null, scale: along },
      x2: { field: 'to' },
      y: { field: 'top', type: 'quantitative', scale: null, axis: null },
      y2: { field: 'bottom' },
      fill: { field: 'colour', type: 'nominal', scale: null },
    },
  };
}

/** The line of zero, so that an empty bar is seen to be one. */
export function baseline(x: Scale, height: number): Layer {
  return {
    data: { values: [{ x: x.at(0), y: 0, y2: height }] },
    mark: { type: 'rule', color: COLOUR.muted, strokeWidth: 1.5 },
    encoding: {
      x: { field: 'x', type: 'quantitative', scale: null, axis: null },
      y: { field: 'y', type: 'quantitative', scale: null, axis: null },
      y2: { field: 'y2' },
    },
  };
}
