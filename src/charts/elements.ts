import type { CardElement } from '../channels/channel.ts';
import words from '../locales/charts.fr.json' with { type: 'json' };
import { readChart } from './read.ts';
import { figure } from './text.ts';

/**
 * What every chart says besides its figures. `note`: n and response rate, drawn under the picture; Teams does not show
 * it, so the card says it too. `alt`: the picture in a sentence, made from the figures when absent. `unit`: `%` for
 * percentages; Teams writes bare figures, so the title should name the unit as well.
 */
type Head = { title: string; note: string; alt?: string; unit?: string };
type Bar = { label: string; value: number };

/** One figure a label. */
export function bars({ bars, ...head }: Head & { bars: Bar[] }): CardElement {
  const data = bars.map(({ label, value }) => ({ x: label, y: value }));
  return withFallback({
    ...common('Chart.HorizontalBar', head),
    displayMode: 'AbsoluteWithAxis',
    color: 'categoricalBlue',
    data,
  });
}

/** The same labels compared between a few series, two or three at best. */
export function groupedBars({
  series,
  ...head
}: Head & { series: { name: string; bars: Bar[] }[] }): CardElement {
  const data = series.map(({ name, bars }) => ({
    legend: name,
    values: bars.map(({ label, value }) => ({ x: label, y: value })),
  }));
  return withFallback({
    ...common('Chart.VerticalBar.Grouped', head),
    ...verticalAxis(head.unit),
    showBarValues: true,
    data,
  });
}

/** Change over time. `x`: a name (« S1 »), or for all points a number or a `YYYY-MM-DD` date, spaced as they are. */
export function lines({
  series,
  ...head
}: Head & { series: { name: string; points: { x: string | number; value: number }[] }[] }): CardElement {
  const data = series.map(({ name, points }) => ({
    legend: name,
    values: points.map(({ x, value }) => ({ x, y: value })),
  }));
  return withFallback({ ...common('Chart.Line', head), ...verticalAxis(head.unit), data });
}

/** Rows cut in the same named parts, in their order (from « pas du tout » to « tout à fait »). */
export function stackedBars({
  rows,
  ...head
}: Head & { rows: { label: string; parts: { name: string; value: number }[] }[] }): CardElement {
  const data = rows.map(({ label, parts }) => ({
    title: label,
    data: parts.map(({ name, value }) => ({ legend: name, value })),
  }));
  return withFallback({ ...common('Chart.HorizontalBar.Stacked', head), colorSet: 'sequential', data });
}

function common(type: string, { title, note, alt, unit }: Head): CardElement {
  return { type, title, showTitle: true, note, ...(alt ? { altText: alt } : {}), ...(unit ? { unit } : {}) };
}

function verticalAxis(unit: string | undefined) {
  return unit === '%' ? { yMin: 0, yMax: 100, yAxisTitle: unit } : { yMin: 0 };
}

/**
 * A client without charts drops them, so each carries its figures in words. Without any figure only the words are
 * left: an empty native chart says nothing.
 */
function withFallback(chart: CardElement): CardElement {
  const data = readChart(chart);
  if (!data) throw new RangeError(`${chart.type} with figures that cannot be drawn`);
  const facts = data.labels.flatMap((label, i) => {
    const told = data.series.flatMap(({ name, values }) => {
      const value = values[i] ?? null;
      return value === null ? [] : [`${name ? `${name}\u00a0: ` : ''}${figure(value, data.unit)}`];
    });
    return told.length === 0 ? [] : [{ title: unlinked(label), value: unlinked(told.join(' · ')) }];
  });
  const text = (content: string, style: Record<string, unknown>) =>
    content ? [{ type: 'TextBlock', text: unlinked(content), wrap: true, ...style }] : [];
  const fallback = {
    type: 'Container',
    items: [
      ...text(data.title, { weight: 'Bolder' }),
      ...(facts.length > 0 ? [{ type: 'FactSet', facts }] : text(words.empty, {})),
      ...text(data.note, { isSubtle: true, size: 'Small' }),
    ],
  };
  return facts.length > 0 ? { ...chart, fallback } : fallback;
}

/** Card texts are Markdown: a label must never become a link. */
function unlinked(text: string): string {
  return text.replaceAll('](', '] (');
}
