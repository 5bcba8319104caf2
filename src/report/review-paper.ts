import { Temporal } from 'temporal-polyfill';
import type { DigestData } from '../domain/digest.ts';
import { text } from '../engine/texts.ts';
import { frenchDate } from '../instruments/digest/words/figures.ts';
import { WHOLE } from '../instruments/digest/words/room.ts';
import { tell } from '../instruments/digest/words/story.ts';
import type { PostedReview, TakenDecision } from './collect.ts';
import { decidedText } from './decided.ts';
import { evolutionTable, servicesTable } from './evolution.ts';
import type { Block, Paper } from './paper.ts';
import { paperPdf } from './pdf/paper-pdf.ts';

/** What the dashboard's report may take. */
const PAGES = 2;

/** A wave on two pages, from its posted reviews, oldest first. */
export function reviewPdf(
  reviews: readonly [PostedReview, ...PostedReview[]],
  decisions: readonly TakenDecision[],
): Promise<Uint8Array> {
  const paper = reviewPaper(reviews, decisions);
  return paperPdf([paper, briefer(paper)], { pages: PAGES });
}

/** The last review's essence, what moved since the first one, what was decided, and the limits. */
export function reviewPaper(
  reviews: readonly [PostedReview, ...PostedReview[]],
  decisions: readonly TakenDecision[],
): Paper {
  const { data, note } = reviews.at(-1) ?? reviews[0];
  const { verdict, hidden, first, more, lines, charts, limits } = tell(data, WHOLE);
  const decided = decidedText(decisions);
  const services = servicesTable(data);
  return {
    title: text('report.title.review', { wave: data.waveName }),
    organisation: data.organisation,
    date: data.postedAt ?? data.readOn,
    blocks: [
      { kind: 'heading', level: 1, text: verdict },
      {
        kind: 'text',
        text: text('report.review.when', {
          organisation: data.organisation,
          launch: date(data.launchDate),
          read: date(data.readOn),
        }),
        tone: 'quiet',
      },
      { kind: 'text', text: hidden },
      { kind: 'text', text: first, tone: 'strong' },
      ...more.map((advice): Block => ({ kind: 'text', text: advice })),
      ...(note ? [quiet(text('digest.note', { note }))] : []),
      { kind: 'charts', charts },
      title('report.review.story'),
      { kind: 'list', items: lines.map(({ label, text: words }) => ({ label, text: words })) },
      ...(reviews.length > 1
        ? [
            title('report.review.evolution'),
            evolutionTable(reviews.map((review) => review.data)),
            quiet(text('report.review.evolution_rule')),
          ]
        : []),
      ...(services ? [title('report.review.services'), services] : []),
      ...(decided === ''
        ? []
        : [title('report.review.decisions'), plain(text('report.note.decided', { list: decided }))]),
      ...answers(data),
      title('report.review.limits'),
      plain(limits),
      plain(text('digest.long.rules', data.thresholds)),
      plain(text('digest.long.deliveries', data.deliveries)),
    ],
  };
}

/** Lines and services that are kept where all are too many; the review has them. */
const KEPT = 8;

function briefer(paper: Paper): Paper {
  const blocks = paper.blocks.map((block): Block => {
    if (block.kind === 'list') return { ...block, items: block.items.slice(0, KEPT) };
    const isLong = block.kind === 'table' && block.rows.length > 2 * KEPT;
    return isLong ? quiet(text('report.cut.services')) : block;
  });
  return { ...paper, blocks };
}

function answers({ followup }: DigestData): Block[] {
  if (!followup || followup.answered.length === 0) return [];
  const items = followup.answered.map(({ title: label, state, words }) => ({
    label,
    text: `${text(`followup.state.${state}`)}. ${words}`,
  }));
  return [title('report.review.answers'), { kind: 'list', items }];
}

function title(
  key:
    | 'report.review.story'
    | 'report.review.evolution'
    | 'report.review.services'
    | 'report.review.decisions'
    | 'report.review.answers'
    | 'report.review.limits',
): Block {
  return { kind: 'heading', level: 2, text: text(key) };
}

function plain(words: string): Block {
  return { kind: 'text', text: words };
}

function quiet(words: string): Block {
  return { kind: 'text', text: words, tone: 'quiet' };
}

function date(local: string): string {
  return frenchDate(Temporal.PlainDate.from(local));
}
