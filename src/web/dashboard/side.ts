import type { DigestData } from '../../domain/digest.ts';
import { text } from '../../engine/texts.ts';
import { type Html, html } from '../html.ts';
import { capital } from './capital.ts';
import { table } from './long.ts';
import { labelOf, MEASURE_NAMES, type Measure, measureOf } from './measures.ts';

/** The figures at a glance, each with what it stands on; what is too early is said with what is hidden. */
export function keyFigures(data: DigestData): Html {
  const tiles = MEASURE_NAMES.flatMap((name) => {
    const measure = measureOf(name, data);
    return 'early' in measure && measure.early
      ? []
      : [html`<div><dt>${labelOf(name)}</dt>${tile(measure)}</div>`];
  });
  return html`<section class="keys"><h2>${text('dashboard.keys')}</h2><dl>${tiles}</dl></section>
`;
}

function tile(measure: Measure): Html {
  if ('why' in measure) return html`<dd class="why">${text('dashboard.masked', { why: measure.why })}</dd>`;
  return html`<dd><strong>${measure.value}</strong> <span>${measure.basis}</span></dd>`;
}

/** The same figures of several reviews side by side. */
export function sideBySide(caption: string, columns: readonly { title: string; data: DigestData }[]): Html {
  const rows = MEASURE_NAMES.map((name) => [
    labelOf(name),
    ...columns.map(({ data }) => cell(measureOf(name, data))),
  ]);
  return table(caption, [text('dashboard.measure'), ...columns.map(({ title }) => title)], rows);
}

function cell(measure: Measure): Html {
  if ('why' in measure) {
    const { why, early } = measure;
    return html`<span class="why">${early ? capital(why) : text('dashboard.masked', { why })}</span>`;
  }
  return html`<strong>${measure.value}</strong> <span class="basis">${measure.basis}</span>`;
}
