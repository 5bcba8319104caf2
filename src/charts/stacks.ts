import { baseline, rows, type Span, spanLayer } from './bars.ts';
import { labelLines, lines, type Plot, SIZE, type Word } from './drawing.ts';
import { textWidth } from './font.ts';
import { inkOn, shades } from './palette.ts';
import type { ChartData } from './read.ts';
import { domain, type Scale, scale } from './scale.ts';
import { figure, wrap } from './text.ts';

/** The share of the width that labels may take: over a third, more of a narrow one. */
const LABELS = { wide: 0.36, narrow: 0.42 };
const GAP = 14;
const THICKNESS = 38;

/** Rows cut in parts, dark to light in the order of the legend; a figure is written where it fits. */
export function stacks({ labels, series, unit }: ChartData, inner: number): Plot {
  const column = Math.round((inner < 500 ? LABELS.narrow : LABELS.wide) * inner);
  const wrapped = labels.map((label) => wrap(label, column, SIZE.label, 'regular', labelLines(inner)));
  const left = Math.max(0, ...wrapped.flat().map((line) => textWidth(line, SIZE.label))) + GAP;
  const { middles, height } = rows(wrapped, THICKNESS + 18);
  const colours = shades(series.length);
  const spans = labels.flatMap((_, i) => row(series, i, (middles[i] ?? 0) - THICKNESS / 2, colours));
  const ends = spans.map(({ to }) => to);
  const x = scale(domain(ends, unit), [left, inner]);
  const words = [
    ...wrapped.flatMap((parts, i) => lines(parts, { x: 0, y: middles[i] ?? 0 })),
    ...spans.flatMap((span) => written(span, x, unit)),
  ];
  return { height, layers: [spanLayer(spans, x, true), baseline(x, height)], words };
}

function row(series: ChartData['series'], i: number, top: number, colours: string[]): Span[] {
  let from = 0;
  return series.flatMap(({ values }, j) => {
    const to = from + Math.max(0, values[i] ?? 0);
    const span = { from, to, top, bottom: top + THICKNESS, colour: colours[j] ?? '#ffffff' };
    const shown = to > from;
    from = to;
    return shown ? [span] : [];
  });
}

function written({ from, to, top, colour }: Span, x: Scale, unit: string | null): Word[] {
  const text = figure(to - from, unit);
  const room = x.at(to) - x.at(from) - 6;
  const size = [SIZE.label, SIZE.note, 14].find((candidate) => textWidth(text, candidate, 'bold') <= room);
  if (!size) return [];
  const y = top + THICKNESS / 2;
  return [
    { text, x: x.at((from + to) / 2), y, align: 'center', weight: 'bold', size, colour: inkOn(colour) },
  ];
}
