import type { CardElement } from '../channels/channel.ts';
import words from '../locales/charts.fr.json' with { type: 'json' };
import { bars } from './bars.ts';
import { columns } from './columns.ts';
import { type Canvas, innerOf, type Key, type Picture, type Plot } from './drawing.ts';
import { empty } from './empty.ts';
import { frame } from './frame.ts';
import { gauge } from './gauge.ts';
import { lines } from './lines.ts';
import { shades } from './palette.ts';
import { parts } from './parts.ts';
import type { ChartData } from './read.ts';
import { stacks } from './stacks.ts';
import { clean } from './text.ts';

/** More bars would make a picture nobody reads; the note says how many rows were left out. */
const MOST_BARS = 60;
const MOST_ROWS = 40;

/** The one drawing of figures, whatever file it becomes; null: of what cannot be drawn, which says so. */
export function drawPicture(chart: CardElement, data: ChartData | null, canvas: Canvas): Picture {
  const inner = innerOf(canvas);
  if (data) return pictureOf(data, canvas, inner);
  return frame({ title: titleOf(chart), note: '', legend: [] }, empty(words.undrawable, inner), canvas);
}

export function titleOf(chart: CardElement): string {
  return typeof chart.title === 'string' ? clean(chart.title) : '';
}

function pictureOf(data: ChartData, canvas: Canvas, inner: number): Picture {
  const { title, note } = data;
  if (!data.series.some(({ values }) => values.some((value) => value !== null))) {
    return frame({ title, note, legend: [] }, empty(words.empty, inner), canvas);
  }
  const { kept, left } = readable(data);
  const more = left > 0 ? words.others.replace('{count}', String(left)) : '';
  const under = [more, note].filter(Boolean).join(' · ');
  return frame({ title, note: under, legend: legend(kept) }, draw(kept, inner), canvas);
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

function draw(data: ChartData, inner: number): Plot {
  switch (data.form) {
    case 'bars':
      return bars(data, inner);
    case 'columns':
    case 'groups':
      return columns(data, inner) ?? bars(data, inner);
    case 'stacks':
      return stacks(data, inner);
    case 'lines':
      return lines(data, inner);
    case 'parts':
      return parts(data, inner);
    case 'gauge':
      return gauge(data, inner);
  }
}

/** Only what is drawn in shades needs a legend: lines and parts are named where they are. */
function legend({ form, series }: ChartData): Key[] {
  if (form !== 'stacks' && !(form === 'groups' && series.length > 1)) return [];
  const colours = shades(series.length);
  return series.map(({ name }, i) => ({ name, colour: colours[i] ?? '#ffffff' }));
}
