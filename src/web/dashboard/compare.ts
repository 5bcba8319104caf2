import { Temporal } from 'temporal-polyfill';
import { MILESTONES } from '../../domain/milestone.ts';
import { DASHBOARD_PATH } from '../../engine/dashboard-access.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { WHOLE } from '../../instruments/digest/words/room.ts';
import { tell } from '../../instruments/digest/words/story.ts';
import { type Html, html } from '../html.ts';
import { chartOf } from './charts.ts';
import { figureHtml } from './figure.ts';
import { type Link, linksHtml, readerPage } from './frame.ts';
import { createMemory } from './memory.ts';
import { addressOf, dayText, milestoneText, type Reading } from './page.ts';
import {
  type Asked,
  noteReading,
  type Review,
  type ReviewedWave,
  reviewedWaves,
  reviewOf,
} from './reviews.ts';
import { sideBySide } from './side.ts';

/** Two waves side by side, at the same age where both have reached it; null: there is no such wave. */
export async function comparePage(turn: Turn, reading: Reading, asked: Asked): Promise<string | null> {
  const waves = await reviewedWaves(turn);
  const title = text('dashboard.compare');
  const page = (body: Html) =>
    readerPage({ title, organisation: turn.programme.organisation.name, here: 'compare', body });
  if (waves.length < 2) return page(html`<h1>${title}</h1><p>${text('dashboard.compare.one')}</p>`);
  const [one, other] = pairOf(waves, asked);
  if (!one || !other) return null;
  const pair = sameAge(one, other, asked);
  for (const review of pair) await noteReading(turn, reading.reader, reading.session, review);
  const columns = pair.map((review) => ({ title: columnText(review), data: review.data }));
  const warnings = warningsOf(pair);
  return page(html`<h1>${title}</h1>
${waves.length > 2 && choicesHtml(waves, one)}
${warnings.length > 0 && html`<div class="note" role="note"><ul>${warnings.map((words) => html`<li>${words}</li>`)}</ul></div>`}
<div class="answers two">${pair.map((review) => beside(review.row.data, () => besideHtml(review)))}</div>
<section><h2>${text('dashboard.keys')}</h2>${sideBySide(title, columns)}</section>`);
}

/** The waves asked for; without a choice, the last two. */
function pairOf(waves: readonly ReviewedWave[], { wave, beside }: Asked): (ReviewedWave | undefined)[] {
  const find = (id: string) => waves.find((one) => one.id === id);
  const one = wave === null ? waves.at(-2) : find(wave);
  const other = !beside ? waves.findLast((candidate) => candidate !== one) : find(beside);
  return one === other ? [one, undefined] : [one, other];
}

/** The milestone asked for, else the last that both have passed; else the last review of each. */
function sameAge(one: ReviewedWave, other: ReviewedWave, { milestone }: Asked): [Review, Review] {
  const common = MILESTONES.filter((name) => reviewOf(one, name) && reviewOf(other, name));
  const chosen = common.find((name) => name === milestone) ?? common.at(-1) ?? null;
  return [reviewOf(one, chosen) ?? one.last, reviewOf(other, chosen) ?? other.last];
}

/** What keeps two waves from being compared as they stand. */
function warningsOf([one, other]: [Review, Review]): string[] {
  const apart = Temporal.PlainDate.from(one.data.launchDate).until(other.data.launchDate).days;
  const size = ({ data: { sections } }: Review) => ('hidden' in sections.reach ? 0 : sections.reach.people);
  const [a, b] = [one, other].map((review) => ({
    wave: review.data.waveName,
    milestone: milestoneText(review),
    launch: dayText(review.data.launchDate),
    people: size(review),
  }));
  if (!a || !b) return [];
  const both = { a: a.wave, b: b.wave };
  return [
    ...(a.milestone === b.milestone
      ? []
      : [text('dashboard.compare.ages', { ...both, ageA: a.milestone, ageB: b.milestone })]),
    ...(apart === 0 ? [] : [text('dashboard.compare.dates', { ...both, dateA: a.launch, dateB: b.launch })]),
    ...(a.people === b.people
      ? []
      : [text('dashboard.compare.sizes', { ...both, sizeA: a.people, sizeB: b.people })]),
    text('dashboard.compare.groups'),
  ];
}

/** What stands of a review beside another, drawn once: it never changes. */
const beside = createMemory<Html>(30);

function besideHtml(review: Review): Html {
  const { verdict, tone } = tell(review.data, WHOLE);
  const chart = chartOf(review.data, 'usage') ?? null;
  return html`<section class="answer ${tone}"><h2>${review.data.waveName}</h2><p>${verdict}</p>
${chart && figureHtml(review, 'usage', chart)}
<p><a href="${addressOf(review)}">${text('dashboard.read', { milestone: milestoneText(review), wave: review.data.waveName })}</a></p></section>`;
}

function columnText(review: Review): string {
  return text('dashboard.review', { milestone: milestoneText(review), wave: review.data.waveName });
}

/** The wave on the left, with each of the others. */
function choicesHtml(waves: readonly ReviewedWave[], one: ReviewedWave): Html {
  const links: Link[] = waves
    .filter((other) => other !== one)
    .map((other) => ({
      href: `${DASHBOARD_PATH}?vague=${encodeURIComponent(one.id)}&avec=${encodeURIComponent(other.id)}`,
      title: text('dashboard.compare.with', { one: one.name, other: other.name }),
    }));
  return html`<div class="choices">${linksHtml(text('dashboard.waves'), links)}</div>`;
}
