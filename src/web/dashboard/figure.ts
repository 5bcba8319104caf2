import type { CardElement } from '../../channels/channel.ts';
import { svgSize } from '../../charts/svg.ts';
import { DASHBOARD_PATH } from '../../engine/dashboard-access.ts';
import { type Html, html } from '../html.ts';
import type { Review } from './reviews.ts';

/** The widths that charts are drawn at, in pixels of their own: words stay readable on paper, and on a phone of 320. */
export const WIDTHS = { large: 680, etroit: 420 } as const;
export type Size = keyof typeof WIDTHS;

/** A chart in its figure. `name`: of the picture, in its address. */
export function figureHtml(
  { row }: Pick<Review, 'row'>,
  name: string,
  chart: { element: CardElement; title: string; alt: string },
): Html {
  const source = (size: Size) => {
    const folder = `${DASHBOARD_PATH}/graphiques/${encodeURIComponent(row.wave)}/${row.milestone}`;
    return { address: `${folder}/${name}-${size}.svg`, ...svgSize(chart.element, WIDTHS[size]) };
  };
  const [large, narrow] = [source('large'), source('etroit')];
  return html`<figure class="${name}"><figcaption>${chart.title}</figcaption>
<picture><source media="(max-width: 30rem)" srcset="${narrow.address}" width="${narrow.width}" height="${narrow.height}">
<img src="${large.address}" alt="${chart.alt}" width="${large.width}" height="${large.height}"></picture></figure>
`;
}
