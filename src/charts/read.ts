import { z } from 'zod';
import type { CardElement } from '../channels/channel.ts';
import { onFirstUse } from '../domain/once.ts';
import { clean } from './text.ts';

/** How the figures are laid out. Several Teams elements can share one form. */
type Form = 'bars' | 'columns' | 'groups' | 'stacks' | 'lines' | 'parts' | 'gauge';

/** What a chart says, whatever its form: one figure per label in each series; null is a figure not published. */
export type ChartData = {
  form: Form;
  title: string;
  /** n and response rate, under the picture. */
  note: string;
  /** Written after each figure, `%` for instance. */
  unit: string | null;
  labels: string[];
  /** Where each label stands on a measured axis (numbers, or days for dates); null when the axis has only names. */
  positions: number[] | null;
  series: { name: string; values: (number | null)[] }[];
  /** The end of the scale when it is not the largest figure. */
  max: number | null;
  /** A figure that the others are read against, where the form is bars or columns. */
  line: { label: string; value: number } | null;
};

const text = z.union([z.string(), z.number()]).transform((value) => clean(String(value)));
const optionalText = text.optional().catch(undefined);
/** A unit stands after every figure: a long one would leave no room for the drawing. */
const unit = optionalText.transform((written) => (written && written.length <= 12 ? written : undefined));
/** Beyond any figure a programme counts; keeps sums finite. */
const MOST = 1e12;
const number = z.number().min(-MOST).max(MOST);
const part = number.min(0);

const line = z.object({ label: text, value: number }).optional().catch(undefined);
const head = z.object({ title: optionalText, note: optionalText, unit, line });
const points = z.array(z.object({ x: text, y: number }));
const slices = z.array(z.object({ legend: text, value: part }));
const rawX = z.union([z.string(), z.number()]);
const series = (y: typeof number) =>
  z.array(z.object({ legend: text.default(''), values: z.array(z.object({ x: rawX, y })) }));

const element = z.discriminatedUnion('type', [
  head.extend({ type: z.literal('Chart.HorizontalBar'), data: points.default([]) }),
  head.extend({ type: z.literal('Chart.VerticalBar'), data: points.default([]) }),
  head.extend({
    type: z.literal('Chart.VerticalBar.Grouped'),
    stacked: z.boolean().default(false),
    data: series(number).default([]),
  }),
  head.extend({
    type: z.literal('Chart.HorizontalBar.Stacked'),
    data: z.array(z.object({ title: text, data: slices })).default([]),
  }),
  head.extend({ type: z.literal('Chart.Line'), data: series(number).default([]) }),
  head.extend({ type: z.literal('Chart.Donut'), data: slices.default([]) }),
  head.extend({ type: z.literal('Chart.Pie'), data: slices.default([]) }),
  head.extend({
    type: z.literal('Chart.Gauge'),
    value: part,
    max: part.optional(),
    segments: z.array(z.object({ legend: text.default(''), size: part })).default([]),
  }),
]);
type Element = z.infer<typeof element>;
type Body = Pick<ChartData, 'form' | 'labels' | 'series'> & Partial<Pick<ChartData, 'positions' | 'max'>>;

/** The figures of a `Chart.*` element, or null when it is none that we can draw. */
export function readChart(chart: CardElement): ChartData | null {
  const parsed = element.safeParse(chart);
  if (!parsed.success) return null;
  const { title = '', note = '', unit = null, line = null } = parsed.data;
  return { title, note, unit, line, positions: null, max: null, ...body(parsed.data) };
}

function body(chart: Element): Body {
  switch (chart.type) {
    case 'Chart.HorizontalBar':
      return { form: 'bars', ...single(chart.data.map(({ x, y }) => [x, y])) };
    case 'Chart.VerticalBar':
      return { form: 'columns', ...single(chart.data.map(({ x, y }) => [x, y])) };
    case 'Chart.VerticalBar.Grouped':
      return { form: chart.stacked ? 'stacks' : 'groups', ...table(chart.data) };
    case 'Chart.HorizontalBar.Stacked':
      return { form: 'stacks', ...rows(chart.data) };
    case 'Chart.Line':
      return { form: 'lines', ...table(chart.data) };
    case 'Chart.Donut':
    case 'Chart.Pie':
      return { form: 'parts', ...single(chart.data.map(({ legend, value }) => [legend, value])) };
    case 'Chart.Gauge':
      return gauge(chart);
  }
}

function single(pairs: [string, number][]): Pick<Body, 'labels' | 'series'> {
  return {
    labels: pairs.map(([label]) => label),
    series: [{ name: '', values: pairs.map(([, value]) => value) }],
  };
}

/** The labels of all series in the order they are first met; on a measured axis, in its order. */
function table(data: { legend: string; values: { x: string | number; y: number }[] }[]): Omit<Body, 'form'> {
  const xs = [...new Set(data.flatMap(({ values }) => values.map(({ x }) => x)))];
  const measured = xs.map(position);
  const oneKind = new Set(xs.map((x) => typeof x)).size === 1;
  const positions = oneKind && measured.every((at) => at !== null) ? measured : null;
  if (positions) xs.sort((a, b) => (position(a) ?? 0) - (position(b) ?? 0));
  return {
    labels: xs.map((x) => (typeof x === 'string' && positions ? day(x) : clean(String(x)))),
    positions: positions && [...positions].sort((a, b) => a - b),
    series: data.map(({ legend, values }) => {
      const found = new Map(values.map(({ x, y }) => [x, y]));
      return { name: legend, values: xs.map((x) => found.get(x) ?? null) };
    }),
  };
}

/** Rows of named parts: a part missing from a row is a figure not published. */
function rows(data: { title: string; data: { legend: string; value: number }[] }[]): Omit<Body, 'form'> {
  const names = [...new Set(data.flatMap((row) => row.data.map(({ legend }) => legend)))];
  const found = data.map((row) => new Map(row.data.map(({ legend, value }) => [legend, value])));
  return {
    labels: data.map(({ title }) => title),
    series: names.map((name) => ({ name, values: found.map((row) => row.get(name) ?? null) })),
  };
}

function gauge({ value, max, segments }: Extract<Element, { type: 'Chart.Gauge' }>): Body {
  const whole = segments.reduce((sum, { size }) => sum + size, 0);
  return {
    form: 'gauge',
    labels: ['', ...segments.map(({ legend }) => legend)],
    series: [{ name: '', values: [value, ...segments.map(({ size }) => size)] }],
    max: max || whole || null,
  };
}

/** Teams measures an axis whose values are all numbers or all `YYYY-MM-DD`; so do we. */
function position(x: string | number): number | null {
  if (typeof x === 'number') return Math.abs(x) <= MOST ? x : null;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(x) ? Date.parse(x) : Number.NaN;
  return Number.isNaN(time) ? null : time / 86_400_000;
}

const days = onFirstUse(
  () => new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
);

function day(date: string): string {
  return days().format(Date.parse(date));
}
