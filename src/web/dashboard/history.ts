import { z } from 'zod';
import { DASHBOARD_PATH } from '../../engine/dashboard-access.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { cardWords } from '../../instruments/digest/card.ts';
import { digestMarkdown } from '../../instruments/digest/markdown.ts';
import { wordsOf } from '../../instruments/digest/stored.ts';
import { findDigest } from '../../store/digest.ts';
import { type Html, html } from '../html.ts';
import { followedHtml } from './decisions.ts';
import { readerPage, WAYS } from './frame.ts';
import { longHtml } from './long.ts';
import { createMemory } from './memory.ts';
import { dayText, milestoneText, nothingText, type Reading, titleText } from './page.ts';
import { type Asked, noteReading, type Review, reviewedWaves, reviewOf } from './reviews.ts';

/** Texts shown of each question: a page stays light enough for a phone. */
const TEXTS = 100;

/** Every review that was posted; or the one asked for, word for word, with what followed it. Null: there is none such. */
export async function historyPage(turn: Turn, reading: Reading, asked: Asked): Promise<string | null> {
  const waves = await reviewedWaves(turn);
  if (asked.wave !== null) {
    const review = reviewOf(
      waves.find(({ id }) => id === asked.wave),
      asked.milestone,
    );
    return review && pastPage(turn, reading, review);
  }
  const title = text('dashboard.nav.history');
  const list = waves.map(
    ({ name, reviews }) =>
      html`<section><h2>${name}</h2><ul class="past">${reviews.map(itemHtml)}</ul></section>`,
  );
  const body = html`<h1>${title}</h1>${list.length > 0 ? list : html`<p>${await nothingText(turn)}</p>`}`;
  return readerPage({ title, organisation: turn.programme.organisation.name, here: 'history', body });
}

/** One is chosen by its date: reading what it says is for whoever opens it. */
function itemHtml(review: Review): Html {
  return html`<li><a href="${pastAddress(review)}">${text('dashboard.past.item', { milestone: milestoneText(review), on: postedOn(review) })}</a></li>`;
}

export function pastAddress({ row }: Review): string {
  return `${DASHBOARD_PATH}${WAYS.history}?vague=${encodeURIComponent(row.wave)}&bilan=${row.milestone}`;
}

/** What a posted review said, laid out once: it never changes. */
const laid = createMemory<{ card: Html; long: Html }>(30);

async function pastPage(turn: Turn, reading: Reading, review: Review): Promise<string> {
  await noteReading(turn, reading.reader, reading.session, review);
  const { row, data } = review;
  const title = titleText(review);
  const kept = await findDigest(turn.tx, row.wave, row.milestone);
  const { card, long } = laid(`${title}\n${row.note ?? ''}\n${kept?.words ?? row.data}`, () => {
    // Reviews of before their words were kept are told again from their figures.
    const words = (kept && wordsOf(kept)) ?? {
      card: cardWords(data, row.note),
      long: digestMarkdown(data, row.note),
    };
    return {
      card: cardHtml(words.card),
      long: longHtml(words.long, { level: 3, caption: title, most: TEXTS }),
    };
  });
  const body = html`<h1>${title}</h1>
<p class="meta">${text('dashboard.past.posted', { on: postedOn(review) })}</p>
<section class="card"><h2>${text('dashboard.past.card')}</h2>${card}</section>
<section><h2>${text('dashboard.followed')}</h2>${await followedHtml(turn, row.wave, data.milestone)}</section>
<section class="long"><h2>${text('dashboard.past.long')}</h2>${long}</section>`;
  return readerPage({ title, organisation: data.organisation, here: 'history', body });
}

/** A card as it was kept; nothing but this program writes it. */
const cardSchema = z.object({
  verdict: z.string(),
  hidden: z.string(),
  first: z.string(),
  more: z.array(z.object({ advice: z.string() })),
  note: z.string(),
  lines: z.array(z.object({ label: z.string(), text: z.string() })),
  limits: z.string(),
});

/** The words of a card in their order; the figures of its charts are in the long version. */
function cardHtml(card: unknown): Html {
  const { verdict, hidden, first, more, note, lines, limits } = cardSchema.parse(card);
  return html`<p class="lead">${verdict}</p><p>${hidden}</p><p><strong>${first}</strong></p>
${more.map(({ advice }) => html`<p>${advice}</p>`)}${note !== '' && html`<p class="note">${note}</p>`}
${lines.map((line) => html`<p><strong>${line.label}</strong>${line.text}</p>`)}${limits !== '' && html`<p class="basis">${limits}</p>`}`;
}

function postedOn({ data }: Review): string {
  return dayText(data.postedAt?.slice(0, 10) ?? data.dueOn);
}
