import type { CardElement } from '../channels/channel.ts';
import words from '../locales/charts.fr.json' with { type: 'json' };
import { titleOf } from './picture.ts';
import { type ChartData, readChart } from './read.ts';
import { clean, figure } from './text.ts';

/** What Slack keeps of an alternative text, in characters. Source: Block Kit reference, image block. */
const LONGEST = 2000;

/** What a `Chart.*` element says to whoever does not see its picture: what it was given to say, else its figures. */
export function chartAlt(chart: CardElement): string {
  const given = typeof chart.altText === 'string' ? clean(chart.altText) : '';
  if (given) return given;
  const data = readChart(chart);
  return data ? altOf(data) : shorten(`${titleOf(chart) || words.untitled}. ${words.undrawable}.`);
}

/** The picture in words: the title, every figure, the note. */
export function altOf(chart: ChartData): string {
  // The segments of a gauge are its scale, not figures of the programme.
  const labels = chart.form === 'gauge' ? chart.labels.slice(0, 1) : chart.labels;
  const told = chart.series
    .map(({ name, values }) => {
      const pairs = labels.flatMap((label, i) => {
        const value = values[i] ?? null;
        return value === null ? [] : [`${label ? `${label}\u00a0: ` : ''}${figure(value, chart.unit)}`];
      });
      return pairs.length === 0 ? '' : `${name ? `${name}\u00a0– ` : ''}${pairs.join(', ')}`;
    })
    .filter((text) => text !== '');
  const figures = told.length > 0 ? told.join('\u00a0; ') : words.empty;
  const head = chart.title || words.untitled;
  return shorten(
    `${head}${/[?!.:…]$/.test(head) ? '' : '.'} ${figures}.${chart.note ? ` ${chart.note}` : ''}`,
  );
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).toWellFormed()}…` : text;
}
