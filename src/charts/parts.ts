import { AT_PIXEL, type Layer, LINE, lines, type Plot, SIZE, type Word } from './drawing.ts';
import { squares } from './legend.ts';
import { inkOn, shades } from './palette.ts';
import type { ChartData } from './read.ts';
import { figure, wrap } from './text.ts';

const RADIUS = 130;
const HOLE = 68;
const LEGEND_X = 2 * RADIUS + 60;
/** A slice narrower than this, in radians, has no room for its figure. */
const NARROW = 0.32;

/** A ring of parts from noon on, dark to light; each part's figure and share stand in the legend beside it. */
export function parts({ labels, series, unit }: ChartData, inner: number): Plot {
  const values = labels.map((_, i) => Math.max(0, series[0]?.values[i] ?? 0));
  const total = values.reduce((sum, value) => sum + value, 0) || 1;
  const colours = shades(labels.length);
  const entries = labels.map((label, i) => legendLines(label, values[i] ?? 0, total, unit, inner));
  const rows = entries.map((entry) => entry.length * SIZE.label * LINE + 12);
  const height = Math.max(
    2 * RADIUS,
    rows.reduce((sum, row) => sum + row, 0),
  );
  const centre = { x: RADIUS, y: height / 2 };
  let angle = 0;
  let top = (height - rows.reduce((sum, row) => sum + row, 0)) / 2;
  const arcs: Record<string, unknown>[] = [];
  const words: Word[] = [];
  const swatches: { x: number; y: number; colour: string }[] = [];
  for (const [i, value] of values.entries()) {
    const colour = colours[i] ?? '#ffffff';
    const span = (value / total) * 2 * Math.PI;
    const middle = top + (rows[i] ?? 0) / 2;
    if (span > 0) arcs.push({ from: angle, to: angle + span, colour });
    if (span >= NARROW) words.push(onArc(figure(value, unit), angle + span / 2, centre, inkOn(colour)));
    swatches.push({ x: LEGEND_X, y: middle, colour });
    words.push(...lines(entries[i] ?? [], { x: LEGEND_X + 22, y: middle }));
    angle += span;
    top += rows[i] ?? 0;
  }
  return { height, layers: [ring(arcs, centre), squares(swatches)], words };
}

function legendLines(
  label: string,
  value: number,
  total: number,
  unit: string | null,
  inner: number,
): string[] {
  const share = unit === '%' ? '' : ` (${figure(Math.round((100 * value) / total), '%')})`;
  return [...wrap(label, inner - LEGEND_X - 22, SIZE.label, 'regular', 2), `${figure(value, unit)}${share}`];
}

function onArc(text: string, angle: number, centre: { x: number; y: number }, colour: string): Word {
  const radius = (RADIUS + HOLE) / 2;
  return {
    text,
    x: centre.x + radius * Math.sin(angle),
    y: centre.y - radius * Math.cos(angle),
    align: 'center',
    size: SIZE.note,
    weight: 'bold',
    colour,
  };
}

function ring(arcs: Record<string, unknown>[], centre: { x: number; y: number }): Layer {
  return {
    data: { values: arcs.map((arc) => ({ ...arc, ...centre })) },
    mark: { type: 'arc', innerRadius: HOLE, outerRadius: RADIUS, stroke: '#ffffff', strokeWidth: 2 },
    encoding: {
      ...AT_PIXEL,
      theta: { field: 'from', type: 'quantitative', scale: null, stack: null },
      theta2: { field: 'to' },
      fill: { field: 'colour', type: 'nominal', scale: null },
    },
  };
}
