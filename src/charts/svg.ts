import type { CardElement } from '../channels/channel.ts';
import { drawPicture } from './picture.ts';
import { readChart } from './read.ts';
import { renderSvg } from './render.ts';

/** The margin a page leaves to a picture: it has its own around it. */
const MARGIN = 6;

/**
 * The picture of a `Chart.*` element for a page, `width` pixels of its own wide (400 at least), as PNG pictures are
 * drawn but without the title, which the page writes over it. The same for the same element on every machine.
 */
export function chartSvg(chart: CardElement, width: number): Promise<string> {
  return renderSvg(pictureOf(chart, width).spec);
}

/** Its size without drawing it, in pixels: a page keeps its place. */
export function svgSize(chart: CardElement, width: number): { width: number; height: number } {
  const { height } = pictureOf(chart, width);
  return { width, height };
}

function pictureOf(chart: CardElement, width: number) {
  const data = readChart(chart);
  return drawPicture({ ...chart, title: '' }, data && { ...data, title: '' }, { width, margin: MARGIN });
}
