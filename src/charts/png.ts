import type { TopLevelSpec } from 'vega-lite';
import type { CardElement } from '../channels/channel.ts';
import words from '../locales/charts.fr.json' with { type: 'json' };
import { altOf, shorten } from './alt.ts';
import { bars } from './bars.ts';
import { columns } from './columns.ts';
import { empty } from './empty.ts';
import { FONT_FAMILY, FONT_FILES } from './font.ts';
import { frame, type Key, type Plot } from './frame.ts';
import { gauge } from './gauge.ts';
import { lines } from './lines.ts';
import { shades } from './palette.ts';
import { parts } from './parts.ts';
import { type ChartData, readChart } from './read.ts';
import { stacks } from './stacks.ts';
import { clean } from './text.ts';

/** More bars would make a picture nobody reads; the note says how many rows were left out. */
const MOST_BARS = 60;
const MOST_ROWS = 40;

/**
 * The picture of a `Chart.*` element for platforms that have no native charts: 800 pixels wide, on white, with the
 * same bytes for the same element on every machine. Besides what Teams knows, the element may carry `note` (n and
 * response rate, drawn under it), `unit` (`%`) and `altText`. Never throws: an element that cannot be drawn gives
 * a picture that says so.
 */
export async function chartPng(chart: CardElement): Promise<{ png: Uint8Array; alt: string }> {
  const data = readChart(chart);
  const given = typeof chart.altText === 'string' ? clean(chart.altText) : '';
  if (!data) {
    const title = typeof chart.title === 'string' ? clean(chart.title) : '';
    const spec = frame({ title, note: '', legend: [] }, empty(words.undrawable));
    return {
      png: await render(spec),
      alt: given || shorten(`${title || words.untitled}. ${words.undrawable}.`),
    };
  }
  return { png: await render(picture(data)), alt: given || altOf(data) };
}

function picture(data: ChartData): TopLevelSpec {
  const { title, note } = data;
  if (!data.series.some(({ values }) => values.some((value) => value !== null))) {
    return frame({ title, note, legend: [] }, empty(words.empty));
  }
  const { kept, left } = readable(data);
  const more = left > 0 ? words.others.replace('{count}', String(left)) : '';
  return frame({ title, note: [more, note].filter(Boolean).join(' · '), legend: legend(kept) }, draw(kept));
}

function readable(data: ChartData): { kept: ChartData; left: number } {
  const most = data.form === 'groups' ? Math.max(1, Math.floor(MOST_BARS / data.series.length)) : MOST_ROWS;
  const left = data.form === 'lines' ? 0 : Math.max(0, data.labels.length - most);
  const series = data.series.map(({ name, values }) => ({
    name,
    values: values.slice(0, values.length - left),
  }));
  return { kept: { ...data, labels: data.labels.slice(0, data.labels.length - left), series }, left };
}

function draw(data: ChartData): Plot {
  switch (data.form) {
    case 'bars':
      return bars(data);
    case 'columns':
    case 'groups':
      return columns(data) ?? bars(data);
    case 'stacks':
      return stacks(data);
    case 'lines':
      return lines(data);
    case 'parts':
      return parts(data);
    case 'gauge':
      return gauge(data);
  }
}

/** Only what is drawn in shades needs a legend: lines and parts are named where they are. */
function legend({ form, series }: ChartData): Key[] {
  if (form !== 'stacks' && !(form === 'groups' && series.length > 1)) return [];
  const colours = shades(series.length);
  return series.map(({ name }, i) => ({ name, colour: colours[i] ?? '#ffffff' }));
}

/** Vega and resvg are loaded with the first picture: starting and answering do not wait for them. */
async function render(spec: TopLevelSpec): Promise<Uint8Array> {
  const [{ compile }, { parse, View }, { Resvg }] = await Promise.all([
    import('vega-lite'),
    import('vega'),
    import('@resvg/resvg-js'),
  ]);
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  const font = {
    fontFiles: Object.values(FONT_FILES),
    loadSystemFonts: false,
    defaultFontFamily: FONT_FAMILY,
  };
  return new Uint8Array(new Resvg(svg, { font }).render().asPng());
}
