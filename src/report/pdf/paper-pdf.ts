import { setImmediate as breathe } from 'node:timers/promises';
import type { CardElement } from '../../channels/channel.ts';
import { chartPng } from '../../charts/png.ts';
import type { Block, Paper } from '../paper.ts';
import { drawCharts, type Picture } from './charts.ts';
import { opaque } from './opaque.ts';
import { closeSheet, MARGIN, openSheet, PAGE, pageCount, type Sheet } from './sheet.ts';
import { drawTable } from './table.ts';
import { drawHeading, drawList, drawText } from './words.ts';

/** The size that reads best, 8.5 points for the text, and smaller ones that are tried: to 7 points. */
const BEST = 1;
const SMALLER = [0.9, 0.82];
/** Room that a smaller size may need beyond what its square promises: lines break elsewhere. */
const DOUBT = 1.1;

/**
 * A paper as a tagged PDF, A4: the first of `versions`, the whole one first, that fits on so many pages, as large as
 * it can be up to `largest`. What still does not fit takes another page. The same paper gives the same bytes.
 */
export async function paperPdf(
  versions: readonly [Paper, ...Paper[]],
  { pages, largest = BEST }: { pages: number; largest?: number },
): Promise<Uint8Array> {
  const pictures: Pictures = new Map();
  for (const paper of versions) {
    const sheet = await fitted(paper, { pages, largest, pictures });
    if (sheet) return closeSheet(sheet, paper);
  }
  const last = versions.at(-1) ?? versions[0];
  const sheet = await draw(last, {
    scale: SMALLER.at(-1) ?? BEST,
    pages: Number.POSITIVE_INFINITY,
    pictures,
  });
  if (!sheet) throw new Error('no page is enough');
  return closeSheet(sheet, last);
}

type Fit = { pages: number; largest: number; pictures: Pictures };

/** Drawing is slow: a size that cannot do is not tried. */
async function fitted(paper: Paper, { pages, largest, pictures }: Fit): Promise<Sheet | null> {
  if (largest > BEST) {
    const large = await draw(paper, { scale: largest, pages, pictures });
    if (large) return large;
  }
  const best = await draw(paper, { scale: BEST, pages: Math.ceil(1.5 * pages), pictures });
  if (!best) return null;
  if (pageCount(best) <= pages) return best;
  const length = pageCount(best) - 1 + (best.y - MARGIN.top) / (PAGE.height - MARGIN.top - MARGIN.bottom);
  for (const scale of SMALLER) {
    if (length * scale ** 2 > pages * DOUBT) continue;
    const sheet = await draw(paper, { scale, pages, pictures });
    if (sheet) return sheet;
  }
  return null;
}

type Pictures = Map<CardElement, Picture>;

/** Null as soon as it needs more pages. */
async function draw(
  paper: Paper,
  { scale, pages, pictures }: { scale: number; pages: number; pictures: Pictures },
): Promise<Sheet | null> {
  const sheet = await openSheet(paper, scale);
  for (const block of paper.blocks) {
    // A long paper takes a while: people who tap meanwhile are answered.
    await breathe();
    await drawBlock(sheet, block, pictures);
    if (pageCount(sheet) > pages) return null;
  }
  return sheet;
}

async function drawBlock(sheet: Sheet, block: Block, pictures: Pictures): Promise<void> {
  if (block.kind === 'heading') drawHeading(sheet, block.level, block.text);
  else if (block.kind === 'text') drawText(sheet, block.text, block.tone ?? 'plain');
  else if (block.kind === 'list') drawList(sheet, block.items);
  else if (block.kind === 'table') drawTable(sheet, block.head, block.rows);
  else drawCharts(sheet, await Promise.all(block.charts.map((chart) => picture(chart, pictures))));
}

async function picture(chart: CardElement, pictures: Pictures): Promise<Picture> {
  const known = pictures.get(chart);
  if (known) return known;
  const { png, alt } = await chartPng(chart);
  const drawn = { png: opaque(png), alt };
  pictures.set(chart, drawn);
  return drawn;
}
