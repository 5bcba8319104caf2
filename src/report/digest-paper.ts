import { text } from '../engine/texts.ts';
import { digestCharts } from '../instruments/digest/words/charts.ts';
import { abridged } from './abridge.ts';
import type { PostedReview } from './collect.ts';
import type { Block, Paper } from './paper.ts';
import { paperPdf } from './pdf/paper-pdf.ts';
import { readMarkdown } from './read-markdown.ts';

/** Pages of a review, where what can be read elsewhere may give way. */
const PAGES = 4;

export function digestPdf(review: PostedReview): Promise<Uint8Array> {
  return paperPdf(abridged(digestPaper(review)), { pages: PAGES });
}

/** A review as it was posted, word for word, with its charts before its figures. */
export function digestPaper({ data, long }: PostedReview): Paper {
  const blocks = readMarkdown(long);
  const figures = blocks.findIndex((block) => block.kind === 'heading' && block.level === 2);
  const charts: Block = { kind: 'charts', charts: digestCharts(data) };
  const at = figures < 0 ? blocks.length : figures;
  return {
    title: titleOf(data),
    organisation: data.organisation,
    date: data.postedAt ?? data.readOn,
    blocks: [...blocks.slice(0, at), charts, ...blocks.slice(at)],
  };
}

function titleOf({ milestone, waveName }: PostedReview['data']): string {
  return text('report.title.digest', { milestone: milestone.replace('J', 'J+'), wave: waveName });
}
