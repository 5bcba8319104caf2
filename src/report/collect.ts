import { Temporal } from 'temporal-polyfill';
import type { DigestData } from '../domain/digest.ts';
import type { FrozenRound } from '../domain/frozen.ts';
import type { Role } from '../domain/person.ts';
import { type CampaignReport, outboxReport, toldReasons } from '../engine/outbox-report.ts';
import { definitionOf, type RoundDefinition } from '../engine/rounds.ts';
import { text } from '../engine/texts.ts';
import { digestMarkdown } from '../instruments/digest/markdown.ts';
import { figuresOf, wordsOf } from '../instruments/digest/stored.ts';
import { listDecisions } from '../store/decision.ts';
import { type DigestRow, listDigests } from '../store/digest.ts';
import { findPerson } from '../store/person.ts';
import { frozenData, listRounds } from '../store/round.ts';
import type { Decision } from '../store/schema.ts';
import type { Tx } from '../store/store.ts';

/** Everything that may leave the house: what is frozen or posted, and nothing with a name. */
export type Published = {
  rounds: (FrozenRound & { questions: RoundDefinition['questions'] })[];
  digests: { wave: string; milestone: string; note: string | null; data: DigestData }[];
  decisions: TakenDecision[];
  /** Null: not for this reader. */
  deliveries: CampaignReport[] | null;
};

/** `role`: the highest of the person's; `on`: a date, in the organisation's zone. */
export type TakenDecision = { wave: string; role: Role; decision: Decision; on: string };

/** A review as it was posted: its figures, and its long version word for word. */
export type PostedReview = Published['digests'][number] & { long: string };

/** All that papers and exports are made from, read at once. */
export type Collected = { published: Published; reviews: PostedReview[] };

/** `zone`: the organisation's. `deliveries`: whether the reader may see what became of each campaign. */
export async function collect(
  tx: Tx,
  { zone, deliveries = true }: { zone: string; deliveries?: boolean },
): Promise<Collected> {
  const rounds: Published['rounds'] = [];
  for (const round of await listRounds(tx, { status: 'closed' })) {
    const frozen = await frozenData(tx, round.id);
    if (frozen) rounds.push({ ...frozen, questions: definitionOf(round).questions });
  }
  const reviews = await postedReviews(tx);
  return {
    reviews,
    published: {
      rounds,
      digests: reviews.map(({ wave, milestone, note, data }) => ({ wave, milestone, note, data })),
      decisions: await decisionsOn(tx, reviews, zone),
      deliveries: deliveries ? await deliveriesOf(tx) : null,
    },
  };
}

/** The reviews that were posted, in the order they were due. */
export async function postedReviews(tx: Tx): Promise<PostedReview[]> {
  return (await listDigests(tx)).filter(({ status }) => status === 'posted').map(reviewOf);
}

export function reviewOf(row: DigestRow): PostedReview {
  const { wave, milestone, note } = row;
  const data = figuresOf(row);
  return { wave, milestone, note, data, long: wordsOf(row)?.long ?? digestMarkdown(data, note) };
}

/** What was decided about the waves of these reviews, by role. */
export async function decisionsOn(
  tx: Tx,
  reviews: readonly Pick<PostedReview, 'wave'>[],
  zone: string,
): Promise<TakenDecision[]> {
  const waves = new Set(reviews.map(({ wave }) => wave));
  return (await Promise.all([...waves].map((wave) => decisionsOf(tx, wave, zone)))).flat();
}

const RANK: readonly Role[] = ['leadership', 'lead', 'champion', 'agent'];

async function decisionsOf(tx: Tx, wave: string, zone: string): Promise<TakenDecision[]> {
  const decisions: TakenDecision[] = [];
  for (const { person_id, decision, at } of await listDecisions(tx, wave)) {
    const person = await findPerson(tx, person_id);
    // Only the leadership decides: an erased person was of it.
    const role = RANK.find((name) => person?.roles.includes(name)) ?? 'leadership';
    const on = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
    decisions.push({ wave, role, decision, on });
  }
  return decisions;
}

/** How many were reminded is how many were silent, to the person: reminders are left out. */
async function deliveriesOf(tx: Tx): Promise<CampaignReport[]> {
  const reports = (await outboxReport(tx)).filter(({ campaign }) => !campaign.includes('/reminder/'));
  return reports.map((report) => ({ ...report, reasons: published(report.reasons) }));
}

/** The code under which what is people's own doing is published, together. */
const PERSONAL = 'personal';

function published(reasons: CampaignReport['reasons']): CampaignReport['reasons'] {
  const { told, own } = toldReasons(reasons);
  const sentence = text('dashboard.deliveries.chosen');
  return own > 0 ? [...told, { reason: PERSONAL, sentence, count: own }] : told;
}
