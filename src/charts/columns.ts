import { COLOUR, type Layer, LINE, lines, OUTLINE, type Plot, SIZE, type Word } from './drawing.ts';
import { textWidth } from './font.ts';
import { clearOf, dashed, named } from './line.ts';
import { shades } from './palette.ts';
import type { ChartData } from './read.ts';
import { domain, type Scale, scale } from './scale.ts';
import { figure, wrap } from './text.ts';

const PADDING = 0.28;
const PLOT = 260;
const SMALLEST = 14;

/** Columns, one or several a label, the figure on top of each; null when words would not fit between them. */
export function columns({ labels, series, unit, line }: ChartData, inner: number): Plot | null {
  // The line is named beside the columns, at its height.
  const name = line && named(line, unit);
  const across = name ? inner - textWidth(name.text, name.size) - 10 : inner;
  const step = across / labels.length;
  const thickness = Math.min(90, (step * (1 - PADDING)) / series.length);
  const cells = series.flatMap(({ values }, j) => values.map((value, i) => ({ i, j, value })));
  const published = cells.filter((cell): cell is Cell => cell.value !== null);
  const figures = published.map(({ value }) => figure(value, unit));
  const size = sizeFor(figures, thickness + (series.length === 1 ? step * PADDING : 0) - 2);
  const wrapped = labels.map((label) => wrap(label, step - 10, SIZE.note, 'regular', 3));
  const cut = labels.some(
    (label, i) => wrapped[i]?.join('').replaceAll(' ', '') !== label.replaceAll(' ', ''),
  );
  const broken = labels.some((label) =>
    label.split(' ').some((word) => textWidth(word, SIZE.note) > step - 10),
  );
  if (size === null || cut || broken) return null;

  const values = published.map(({ value }) => value);
  const y = scale(domain(values, unit), [PLOT, size * LINE + 4]);
  const middle = ({ i, j }: Cell) => (i + 0.5) * step + (j - (series.length - 1) / 2) * thickness;
  const deepest = Math.max(...wrapped.map((parts) => parts.length)) * SIZE.note * LINE;
  const limit = line ? y.at(line.value) : null;
  // A line of figures is about as high as its size.
  const figureAt = (at: number) => clearOf(limit, { from: at - size / 2, to: at + size / 2 }, -1) + size / 2;
  const words: Word[] = [
    ...published.map(
      (cell, k): Word => ({
        text: figures[k] ?? '',
        x: middle(cell),
        y: figureAt(y.at(Math.max(0, cell.value)) - size * 0.75),
        align: 'center',
        weight: 'bold',
        size,
      }),
    ),
    ...wrapped.flatMap((parts, i) =>
      lines(parts, {
        x: (i + 0.5) * step,
        y: PLOT + 12 + (parts.length * SIZE.note * LINE) / 2,
        align: 'center',
        size: SIZE.note,
      }),
    ),
  ];
  const colours = series.length === 1 ? [COLOUR.bar] : shades(series.length);
  const places = published.map((cell) => ({
    x: middle(cell) - thickness / 2,
    x2: middle(cell) + thickness / 2,
    value: cell.value,
    colour: colours[cell.j],
  }));
  return {
    height: PLOT + 12 + deepest,
    layers: [
      columnLayer(places, y, colours.length > 1),
      floor(y, across),
      ...(line ? [dashed({ x: 0, x2: across, y: y.at(line.value), y2: y.at(line.value) })] : []),
    ],
    words: line && name ? [...words, { ...name, x: inner, y: y.at(line.value), align: 'right' }] : words,
  };
}

type Cell = { i: number; j: number; value: number };

function sizeFor(figures: string[], width: number): number | null {
  for (let size: number = SIZE.label; size >= SMALLEST; size--) {
    if (figures.every((text) => textWidth(text, size, 'bold') <= width)) return size;
  }
  return null;
}

function columnLayer(values: { x: number; x2: number; value: number }[], y: Scale, outlined: boolean): Layer {
  return {
    data: { values: values.map((place) => ({ ...place, zero: 0 })) },
    mark: { type: 'rect', ...(outlined ? OUTLINE : {}) },
    encoding: {
      x: { field: 'x', type: 'quantitative', scale: null, axis: null },
      x2: { field: 'x2' },
      y: {
        field: 'value',
        type: 'quantitative',
        axis: null,
        scale: { domain: y.domain, range: y.range, nice: false },
      },
      y2: { field: 'zero' },
      fill: { field: 'colour', type: 'nominal', scale: null },
    },
  };
}

function floor(y: Scale, inner: number): Layer {
  return {
    data: { values: [{ y: y.at(0), x: 0, x2: inner }] },
    mark: { type: 'rule', color: COLOUR.muted, strokeWidth: 1.5 },
    encoding: {
      x: { field: 'x', type: 'quantitative', scale: null, axis: null },
      x2: { field: 'x2' },
      y: { field: 'y', type: 'quantitative', scale: null, axis: null },
    },
  };
}
