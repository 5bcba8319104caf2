import { listRounds } from '../store/round.ts';
import type { Tx } from '../store/store.ts';
import { countCampaign, countDeliveries, type DeliveryCount, lastDues } from '../store/tally.ts';
import { textOf } from './texts.ts';

/** Of a campaign: planned = sent + failed + skipped + waiting, and why some were not sent, in French. */
export type CampaignReport = {
  campaign: string;
  /** What it is, for people. */
  title: string;
  planned: number;
  sent: number;
  failed: number;
  skipped: number;
  waiting: number;
  reasons: { reason: string; sentence: string; count: number }[];
};

/**
 * What became of every message whose campaign starts with `prefix`, by campaign. The reminders of a round that is
 * still open are left out: how many there are tells how many are silent.
 */
export async function outboxReport(tx: Tx, prefix = ''): Promise<CampaignReport[]> {
  const openRounds = new Set((await listRounds(tx, { status: 'open' })).map(({ id }) => id));
  return reportsOf(
    (await countDeliveries(tx, prefix)).filter(({ campaign }) => !openRounds.has(roundOf(campaign))),
  );
}

/** Counts of messages, by campaign. */
export function reportsOf(counts: readonly DeliveryCount[]): CampaignReport[] {
  return [...Map.groupBy(counts, (row) => campaignTitle(row.campaign))]
    .map(([campaign, rows]) => reportOf(campaign, rows))
    .sort((a, b) => a.campaign.localeCompare(b.campaign));
}

/**
 * The campaigns that left last, the latest first, without what was said to one person at a time and without
 * reminders, of closed rounds either: how many were reminded is how many were silent, to the person.
 */
export async function latestCampaigns(tx: Tx, most: number): Promise<(CampaignReport & { dueAt: string })[]> {
  const dues = (await lastDues(tx)).filter(
    ({ campaign }) => !campaign.includes('/reminder/') && campaignTitle(campaign) === campaign,
  );
  const latest = dues.toSorted((a, b) => (a.dueAt < b.dueAt ? 1 : -1)).slice(0, most);
  return Promise.all(
    latest.map(async ({ campaign, dueAt }) => ({ ...(await campaignReport(tx, campaign)), dueAt })),
  );
}

/** What became of the messages of one campaign. */
export async function campaignReport(tx: Tx, campaign: string): Promise<CampaignReport> {
  return reportOf(campaign, await countCampaign(tx, campaign));
}

/**
 * What is a person's own doing: their choice, or that they had read or answered before. Wherever deliveries are told or
 * published it is counted together, so that nobody is guessed, nor how many read something where a review hides it.
 */
const OWN_DOING = new Set(['paused', 'blocked', 'opted_out', 'already_answered']);

/** The reasons that are nobody's doing, the most frequent first; and how many messages were left out by the others. */
export function toldReasons(reasons: CampaignReport['reasons']): {
  told: CampaignReport['reasons'];
  own: number;
} {
  const [own, told] = [true, false].map((is) => reasons.filter(({ reason }) => OWN_DOING.has(reason) === is));
  return {
    told: (told ?? []).toSorted((a, b) => b.count - a.count),
    own: (own ?? []).reduce((sum, { count }) => sum + count, 0),
  };
}

/** The round a reminder is of; nothing for another campaign. */
function roundOf(campaign: string): string {
  const [round, number] = campaign.split('/reminder/');
  return round !== undefined && number !== undefined ? round : '';
}

/**
 * What is said to one person at a time is one campaign wherever campaigns are listed or kept: calls for help, rules
 * not understood, seats freed at a Café, messages to those who come to it, rounds that are followed.
 */
export function campaignTitle(campaign: string): string {
  if (campaign.startsWith('help/')) return 'help';
  if (campaign.startsWith('question/')) return 'question';
  if (campaign.startsWith('stranger/')) return 'stranger';
  if (campaign.startsWith('programme/')) return 'programme';
  if (campaign.startsWith('contact/')) return 'contact';
  if (campaign.startsWith('erased/')) return 'erased';
  if (campaign.startsWith('follow/')) return 'follow';
  return campaign.replace(/^(cafe\/(?:seat|message)\/[^/]*)\/.*$/, '$1');
}

function reportOf(campaign: string, rows: DeliveryCount[]): CampaignReport {
  const sum = (...statuses: string[]) =>
    rows.filter((row) => statuses.includes(row.status)).reduce((total, row) => total + row.count, 0);
  return {
    campaign,
    title: titleOf(campaign),
    planned: rows.reduce((total, row) => total + row.count, 0),
    sent: sum('sent'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    waiting: sum('planned', 'leased'),
    reasons: reasonsOf(rows),
  };
}

function reasonsOf(rows: DeliveryCount[]): CampaignReport['reasons'] {
  const counts = new Map<string, number>();
  for (const { reason, count } of rows) {
    if (reason !== '') counts.set(reason, (counts.get(reason) ?? 0) + count);
  }
  return [...counts].map(([reason, count]) => ({
    reason,
    sentence: textOf(`reasons.${reason}`) ?? reason,
    count,
  }));
}

/** Campaigns are named `kind/wave/...`, with `reminder` or `preview` inside where they are one. */
export function titleOf(campaign: string): string {
  const parts = campaign.split('/');
  const [kind = ''] = parts;
  const variant =
    kind === 'cafe' ? parts[1] : parts.find((part) => part === 'reminder' || part === 'preview');
  // Reviews are written J+15 wherever people read of them.
  const number = (parts.at(-1) ?? '').replace(/^J(?=\d)/, 'J+');
  const values = { subject: parts[2] ?? '', number };
  return textOf(`campaign.${variant ? `${kind}_${variant}` : kind}`, values) ?? campaign;
}
