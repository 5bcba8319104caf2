import type { CardElement } from '../channels/channel.ts';
import { chartAlt } from './alt.ts';
import { drawPicture } from './picture.ts';
import { readChart } from './read.ts';
import { renderPng } from './render.ts';

const CANVAS = { width: 800, margin: 36 } as const;

/**
 * The picture of a `Chart.*` element for platforms that have no native charts: 800 pixels wide, on white, with the
 * same bytes for the same element on every machine. Besides what Teams knows, the element may carry `note` (n and
 * response rate, drawn under it), `unit` (`%`), `line` (a figure to read the others against) and `altText`. Never
 * throws: an element that cannot be drawn gives a picture that says so.
 */
export async function chartPng(chart: CardElement): Promise<{ png: Uint8Array; alt: string }> {
  const png = await renderPng(drawPicture(chart, readChart(chart), CANVAS).spec);
  return { png, alt: chartAlt(chart) };
}
