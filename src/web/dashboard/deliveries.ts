import { frenchNumber } from '../../engine/numbers.ts';
import { type CampaignReport, reportsOf, toldReasons } from '../../engine/outbox-report.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import type { Person } from '../../store/person.ts';
import type { DeliveryCount } from '../../store/tally.ts';
import { type Html, html } from '../html.ts';
import { table } from './long.ts';
import type { Review } from './reviews.ts';

/**
 * What became of the messages of a wave: as its review says, then to this day, reminders apart (how many were reminded
 * is how many were silent), with the reasons and what to do about them; by message for the leads.
 */
export function deliveriesHtml(
  { programme }: Pick<Turn, 'programme'>,
  { row, data }: Review,
  { reader, counts }: { reader: Person; counts: readonly DeliveryCount[] },
): Html {
  const others = programme.waves.map(({ id }) => id).filter((id) => id !== row.wave);
  const byMessage = reader.roles.includes('lead');
  const known = toThisDay.get(counts) ?? new Map<string, Html>();
  toThisDay.set(counts, known);
  const key = JSON.stringify([others, byMessage]);
  const now = known.get(key) ?? countedHtml(counts, new Set(others), byMessage);
  known.set(key, now);
  return html`<p>${text('digest.long.deliveries', data.deliveries)}</p>
${now}`;
}

/** What is told of the same counts, which are good for some minutes where there are many. */
const toThisDay = new WeakMap<readonly DeliveryCount[], Map<string, Html>>();

function countedHtml(
  counts: readonly DeliveryCount[],
  others: ReadonlySet<string>,
  byMessage: boolean,
): Html {
  const campaigns = reportsOf(counts).filter(({ campaign }) => !others.has(campaign.split('/')[1] ?? ''));
  const whole = together(campaigns);
  const now = text('dashboard.deliveries.now', { counts: text('deliveries.counts', countsOf(whole)) });
  return html`<p>${now}</p>${whole.reasons.length > 0 && reasonsTable(whole)}
${byMessage && campaigns.length > 0 && messagesTable(campaigns)}`;
}

function reasonsTable({ reasons }: Whole): Html {
  const { told, own } = toldReasons(reasons);
  const rows = told.map(({ sentence, count }) => [sentence, frenchNumber(count)]);
  if (own > 0) rows.push([text('dashboard.deliveries.chosen'), frenchNumber(own)]);
  const head = [text('dashboard.deliveries.reason'), text('dashboard.deliveries.messages')];
  const why = text('dashboard.deliveries.why');
  return html`<h3>${why}</h3>${table(why, head, rows)}`;
}

const COUNTS = ['planned', 'sent', 'failed', 'skipped', 'waiting'] as const;

function countsOf({ planned, sent, failed, skipped, waiting }: Whole) {
  return { planned, sent, failed, skipped, waiting };
}

type Whole = Pick<CampaignReport, (typeof COUNTS)[number] | 'reasons'>;

function together(campaigns: readonly CampaignReport[]): Whole {
  const sum = (name: (typeof COUNTS)[number]) => campaigns.reduce((total, one) => total + one[name], 0);
  const reasons = Map.groupBy(
    campaigns.flatMap((one) => one.reasons),
    ({ reason }) => reason,
  );
  return {
    planned: sum('planned'),
    sent: sum('sent'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    waiting: sum('waiting'),
    reasons: [...reasons].map(([reason, same]) => ({
      reason,
      sentence: same[0]?.sentence ?? reason,
      count: same.reduce((total, { count }) => total + count, 0),
    })),
  };
}

/** Campaigns that a page holds: about a year of two waves. */
const CAMPAIGNS = 200;

function messagesTable(campaigns: readonly CampaignReport[]): Html {
  const head = [
    text('dashboard.deliveries.message'),
    ...COUNTS.map((name) => text(`dashboard.deliveries.${name}`)),
  ];
  const rows = campaigns
    .slice(0, CAMPAIGNS)
    .map((one) => [one.title, ...COUNTS.map((name) => frenchNumber(one[name]))]);
  const left = campaigns.length - rows.length;
  const caption = text('dashboard.deliveries.detail');
  return html`<details><summary>${caption}</summary>${table(caption, head, rows)}${left > 0 && html`<p>${text('report.cut.texts', { left })}</p>`}</details>`;
}
