import { Temporal } from 'temporal-polyfill';
import { DASHBOARD_PATH } from '../../engine/dashboard-access.ts';
import { frenchDay } from '../../engine/dates.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { comingDigest } from '../../instruments/digest/next.ts';
import { pausesText } from '../../instruments/digest/words/pauses.ts';
import { WHOLE } from '../../instruments/digest/words/room.ts';
import { tell } from '../../instruments/digest/words/story.ts';
import type { Person } from '../../store/person.ts';
import type { DeliveryCount } from '../../store/tally.ts';
import { type Html, html } from '../html.ts';
import { followedHtml } from './decisions.ts';
import { deliveriesHtml } from './deliveries.ts';
import { documentLinks } from './documents.ts';
import { firstScreen, mondayHtml } from './first.ts';
import { type Link, linksHtml, readerPage } from './frame.ts';
import { createMemory } from './memory.ts';
import { partsHtml } from './parts.ts';
import {
  type Asked,
  currentWaves,
  noteReading,
  type Review,
  type ReviewedWave,
  reviewedWaves,
  reviewOf,
} from './reviews.ts';
import { keyFigures, sideBySide } from './side.ts';

/** Who reads, in which session; and what became of messages to this day. */
export type Reading = { reader: Person; session: string };
export type Counted = Reading & { counts: readonly DeliveryCount[] };

/** What a posted review says, drawn once: it never changes. */
const drawn = createMemory<{ words: Html; limits: Html }>(30);

/** The dashboard, as its reader may see it; null: there is no such review. */
export async function dashboardPage(turn: Turn, reading: Counted, asked: Asked): Promise<string | null> {
  const waves = await reviewedWaves(turn);
  const organisation = turn.programme.organisation.name;
  const title = text('dashboard.title');
  if (waves.length === 0) {
    const body = html`<h1>${title}</h1><p>${await nothingText(turn)}</p>`;
    return readerPage({ title, organisation, here: 'review', body });
  }
  const current = currentWaves(turn, waves);
  if (asked.wave === null && current.length > 1) return overviewPage(turn, reading, current);
  const wave = asked.wave === null ? current[0] : waves.find(({ id }) => id === asked.wave);
  const review = reviewOf(wave, asked.milestone);
  return wave && review ? reviewPage(turn, reading, { waves, wave, review }) : null;
}

/** Before the first review: when it comes, and of which wave where there are several. */
export async function nothingText(turn: Turn): Promise<string> {
  const first = await comingDigest(turn);
  if (!first) return text('dashboard.nothing_ahead');
  const { wave, when } = first;
  return text('dashboard.nothing', { waves: turn.programme.waves.length, wave, when });
}

/** Several waves run: the last review of each, its verdict and what to do first. */
async function overviewPage(turn: Turn, reading: Reading, waves: readonly ReviewedWave[]): Promise<string> {
  const cards: Html[] = [];
  for (const wave of waves) {
    await noteReading(turn, reading.reader, reading.session, wave.last);
    const { verdict, tone } = tell(wave.last.data, WHOLE);
    cards.push(html`<section class="answer ${tone}"><h2>${wave.name}</h2><p>${verdict}</p>
<h3>${text('dashboard.monday')}</h3>${mondayHtml(wave.last.data)}
<p><a href="${addressOf(wave.last)}">${text('dashboard.read', { milestone: milestoneText(wave.last), wave: wave.name })}</a></p></section>`);
  }
  const title = text('dashboard.overview');
  const body = html`<h1>${title}</h1><div class="answers${cards.length === 2 ? ' two' : ''}">${cards}</div>`;
  return readerPage({ title, organisation: turn.programme.organisation.name, here: 'review', body });
}

type Shown = { waves: readonly ReviewedWave[]; wave: ReviewedWave; review: Review };

async function reviewPage(turn: Turn, reading: Counted, shown: Shown): Promise<string> {
  const { wave, review } = shown;
  const { data, row } = review;
  await noteReading(turn, reading.reader, reading.session, review);
  const title = titleText(review);
  const organisation = data.organisation;
  const { words, limits } = drawn(`${row.note ?? ''}\n${row.data}`, () => ({
    words: reviewHtml(review),
    limits: limitsHtml(review),
  }));
  const body = html`${headHtml(review)}
${choicesHtml(shown)}
${words}
${evolutionHtml(wave, review)}
<section class="followed"><h2>${text('dashboard.followed')}</h2>${await followedHtml(turn, wave.id, null)}</section>
<section class="deliveries"><h2>${text('dashboard.deliveries')}</h2>${deliveriesHtml(turn, review, reading)}</section>
${limits}
<section class="documents" id="documents"><h2>${text('dashboard.documents')}</h2>${linksHtml(text('dashboard.documents'), documentLinks(row))}</section>`;
  return readerPage({ title, organisation, here: 'review', body });
}

/** What the review is of, when, and whose. */
function headHtml(review: Review): Html {
  const { data } = review;
  const values = {
    launch: dayText(data.launchDate),
    posted: dayText(data.postedAt?.slice(0, 10) ?? data.dueOn),
    read: dayText(data.readOn),
  };
  return html`<div class="head"><h1>${titleText(review)}</h1>
<button class="print quiet" type="button" hidden>${text('dashboard.print')}</button>
<a class="quiet" href="#documents">${text('dashboard.documents')}</a></div>
<p class="meta"><span class="organisation-print">${data.organisation} · </span>${text('dashboard.dates', values)}</p>`;
}

/** Other reviews of the wave, and other waves. */
function choicesHtml({ waves, wave, review }: Shown): Html {
  const reviews: Link[] = wave.reviews.map((one) => ({
    href: addressOf(one),
    title: milestoneText(one),
    here: one === review,
  }));
  const others: Link[] = waves.map((one) => ({
    href: addressOf(one.last),
    title: one.name,
    here: one.id === wave.id,
  }));
  return html`<div class="choices">${reviews.length > 1 && linksHtml(text('dashboard.reviews'), reviews)}
${others.length > 1 && linksHtml(text('dashboard.waves'), others)}</div>`;
}

function reviewHtml(review: Review): Html {
  const { data, row } = review;
  return html`${firstScreen(data)}
${row.note && html`<p class="note">${text('digest.note', { note: row.note })}</p>`}
${keyFigures(data)}${partsHtml(review)}`;
}

/** From the first review of the wave to this one; nothing before the second. */
function evolutionHtml(wave: ReviewedWave, review: Review): Html | null {
  const until = wave.reviews.slice(0, wave.reviews.indexOf(review) + 1);
  if (until.length < 2) return null;
  const columns = until.map((one) => ({ title: milestoneText(one), data: one.data }));
  const first = columns[0]?.title ?? '';
  const caption = text('dashboard.evolution', { first, last: milestoneText(review) });
  return html`<section class="evolution"><h2>${caption}</h2>
${sideBySide(caption, columns)}<p class="basis">${text('dashboard.evolution.rule')}</p></section>`;
}

function limitsHtml({ data }: Review): Html {
  const paused = pausesText(data);
  return html`<section class="limits"><h2>${text('dashboard.limits')}</h2>
<p>${tell(data).limits} ${paused}</p><p>${text('digest.long.rules', data.thresholds)}</p></section>`;
}

export function titleText(review: Review): string {
  return text('dashboard.review', { milestone: milestoneText(review), wave: review.data.waveName });
}

export function milestoneText({ data }: Review): string {
  return data.milestone.replace('J', 'J+');
}

export function addressOf({ row }: Review): string {
  return `${DASHBOARD_PATH}?vague=${encodeURIComponent(row.wave)}&bilan=${row.milestone}`;
}

export function dayText(date: string): string {
  return frenchDay(Temporal.PlainDate.from(date), true).replace(/^\S+ /, '');
}
