import { text } from '../../engine/texts.ts';
import { basisText } from '../../instruments/digest/words/figures.ts';
import { type Html, html } from '../html.ts';
import { capital } from './capital.ts';
import { chartOf } from './charts.ts';
import { figureHtml } from './figure.ts';
import { longHtml } from './long.ts';
import type { Review } from './reviews.ts';
import { hiddenParts, type Part, partsOf } from './sections.ts';

/** Texts shown of each question: they come in no order, and some hundreds would be a heavy page. */
const TEXTS = 20;

/** Everything a review shows, a section after the other, then what it hides and why. */
export function partsHtml(review: Review): Html {
  return html`<section class="parts"><h2>${text('dashboard.detail')}</h2><div class="grid">
${partsOf(review.data).map((part) => partHtml(review, part))}</div></section>
${maskedHtml(review)}`;
}

function partHtml(review: Review, { name, lines, charts, figures }: Part): Html {
  const title = text(`digest.long.section.${name}`);
  const drawn = charts.flatMap((chart) => {
    const found = chartOf(review.data, chart);
    return found ? [figureHtml(review, chart, found)] : [];
  });
  const told = lines.length > 0 ? lines : basisOf(review, name);
  return html`<section class="part ${name}"><h3>${title}</h3>
${told.map((line) => html`<p>${capital(line)}</p>`)}${drawn}
${figures.length > 0 && html`<details><summary>${text('dashboard.figures', { title })}</summary>${longHtml(figures.join('\n\n'), { level: 1, caption: title, most: TEXTS })}</details>`}</section>
`;
}

/** What is shown without a sentence of its own still says what it stands on. */
function basisOf({ data }: Review, name: Part['name']): string[] {
  const section = data.sections[name];
  return 'hidden' in section ? [] : [`${basisText(section)}.`];
}

function maskedHtml({ data }: Review): Html | null {
  const hidden = hiddenParts(data);
  if (hidden.length === 0) return null;
  const rows = hidden.map(
    ({ name, why }) =>
      html`<div><dt>${text(`digest.long.section.${name}`)}${'\u00a0:'}</dt><dd>${why}</dd></div>`,
  );
  return html`<section class="masked"><h2>${text('dashboard.hidden')}</h2><dl>${rows}</dl></section>
`;
}
