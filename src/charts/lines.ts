import { AT_PIXEL, COLOUR, type Layer, type Plot, lines as paragraph, SIZE, type Word } from './drawing.ts';
import { textWidth } from './font.ts';
import { LINE_STYLES } from './palette.ts';
import type { ChartData } from './read.ts';
import { domain, type Scale, scale, ticks } from './scale.ts';
import { figure, wrap } from './text.ts';

const PLOT = 300;
const TOP = 16;
const NAME_COLUMN = 190;
/** More figures than this along one line would touch. */
const MOST_FIGURES = 10;

type Point = { i: number; value: number; x: number; y: number };
type Drawn = { name: string; style: (typeof LINE_STYLES)[number]; points: Point[]; runs: Point[][] };

/** Lines over time, each named at its end; a figure not published leaves a gap. */
export function lines(chart: ChartData, inner: number): Plot {
  const { labels, series, unit } = chart;
  const named = series.filter(({ values }) => values.some((value) => value !== null));
  const names = named.map(({ name }) => wrap(name, NAME_COLUMN, SIZE.note, 'bold', 2));
  const values = named.flatMap((one) => one.values).filter((value) => value !== null);
  const marks = ticks(domain(values, unit), 5);
  const y = scale([marks[0] ?? 0, marks.at(-1) ?? 1], [PLOT, TOP]);
  const left = Math.max(...marks.map((mark) => textWidth(figure(mark, unit), SIZE.note))) + 48;
  const right = Math.max(0, ...names.flat().map((line) => textWidth(line, SIZE.note, 'bold'))) + 44;
  const x = across(chart, [left, inner - right]);
  const drawn = named.map((one, j): Drawn => {
    const runs = unbroken(one.values, x, y);
    const style = LINE_STYLES[j % LINE_STYLES.length] ?? LINE_STYLES[0];
    return { name: one.name, style, points: runs.flat(), runs };
  });
  const every = Math.ceil((labels.length * 70) / (inner - right - left));
  const room = Math.max(60, ((inner - right - left) / Math.max(1, labels.length - 1)) * every - 8);
  const under = labels
    .map((label, i) => ({ i, parts: i % every === 0 ? wrap(label, room, SIZE.note, 'regular', 2) : [] }))
    .filter(({ parts }) => parts.length > 0);
  const deepest = Math.max(0, ...under.map(({ parts }) => parts.length));
  const words: Word[] = [
    ...marks.map(
      (mark): Word => ({
        text: figure(mark, unit),
        x: left - 40,
        y: y.at(mark),
        align: 'right',
        size: SIZE.note,
        colour: COLOUR.muted,
      }),
    ),
    ...under.flatMap(({ i, parts }) =>
      parts.map(
        (text, row): Word => ({ text, x: x(i), y: PLOT + 22 + row * 22, align: 'center', size: SIZE.note }),
      ),
    ),
    ...ends(drawn, names, inner - right + 34),
    ...figures(drawn, labels.length, unit),
  ];
  return {
    height: PLOT + 10 + deepest * 22,
    layers: [grid(marks, y, left - 32, inner - right), ...drawn.flatMap(layersOf)],
    words,
  };
}

function across({ labels, positions }: ChartData, range: [number, number]): (i: number) => number {
  if (labels.length < 2) return () => (range[0] + range[1]) / 2;
  const places = positions ?? labels.map((_, i) => i);
  const along = scale([places[0] ?? 0, places.at(-1) ?? 1], range);
  return (i) => along.at(places[i] ?? 0);
}

function unbroken(values: (number | null)[], x: (i: number) => number, y: Scale): Point[][] {
  const runs: Point[][] = [[]];
  for (const [i, value] of values.entries()) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ i, value, x: x(i), y: y.at(value) });
  }
  return runs.filter((run) => run.length > 0);
}

/** The names at the right, pushed apart where lines end close to each other. */
function ends(drawn: Drawn[], names: string[][], x: number): Word[] {
  const wanted = drawn
    .map(({ points, style }, j) => ({
      y: points.at(-1)?.y ?? 0,
      colour: style.colour,
      parts: names[j] ?? [],
    }))
    .sort((a, b) => a.y - b.y);
  let free = 0;
  return wanted.flatMap(({ y, colour, parts }) => {
    const half = (parts.length * 22) / 2;
    const middle = Math.max(y, free + half);
    free = middle + half;
    return paragraph(parts, { x, y: middle, colour, size: SIZE.note, weight: 'bold' });
  });
}

/** Figures at the points: above the higher of two lines, under the lower; with more lines only the axis tells. */
function figures(drawn: Drawn[], count: number, unit: string | null): Word[] {
  if (drawn.length > 2 || count > MOST_FIGURES) return [];
  return drawn.flatMap(({ points, style }, j) => {
    const other = drawn[1 - j]?.points ?? [];
    return points.map((point): Word => {
      const rival = other.find(({ i }) => i === point.i);
      const under =
        rival !== undefined && (rival.value > point.value || (rival.value === point.value && j === 1));
      const text = figure(point.value, unit);
      const y = point.y + (under ? 20 : -20);
      return { text, x: point.x, y, align: 'center', size: SIZE.note, weight: 'bold', colour: style.colour };
    });
  });
}

function grid(marks: number[], y: Scale, from: number, to: number): Layer {
  return {
    data: { values: marks.map((mark) => ({ x: from, x2: to, y: y.at(mark) })) },
    mark: { type: 'rule', color: COLOUR.rule, strokeWidth: 1 },
    encoding: { ...AT_PIXEL, x2: { field: 'x2' } },
  };
}

function layersOf({ style, runs, points }: Drawn): Layer[] {
  return [
    ...runs.map(
      (run): Layer => ({
        data: { values: run },
        mark: { type: 'line', color: style.colour, strokeWidth: 3.5, strokeDash: [...style.dash] },
        encoding: { ...AT_PIXEL, order: { field: 'i', type: 'quantitative' } },
      }),
    ),
    {
      data: { values: points },
      mark: { type: 'point', filled: true, opacity: 1, size: 110, shape: style.shape, fill: style.colour },
      encoding: AT_PIXEL,
    },
  ];
}
