import type { Programme } from '../../domain/programme.ts';
import type { Engine } from '../../engine/engine.ts';
import { listDigests } from '../../store/digest.ts';
import { cancelPlanned } from '../../store/outbox.ts';
import { countDeliveries } from '../../store/tally.ts';
import { type Answers, type Ledger, tally } from './ledger.ts';
import { placeOf } from './programme.ts';
import { launchOf } from './span.ts';

type Fates = { planned: number; sent: number; failed: number; skipped: number };

/** What a demo did. Everywhere `planned = sent + failed + skipped`. Dates and times are local. */
export type Summary = {
  seed: number;
  agents: number;
  launch: string;
  region: string;
  days: number;
  digests: { wave: string; milestone: string; dueOn: string; postedAt: string | null }[];
  totals: Fates;
  deliveries: Record<string, Fates & { reasons: Record<string, number> }>;
  answers: Answers;
  /** `people`: how many got that many messages. */
  messagesPerPerson: { min: number; median: number; max: number; people: Record<string, number> };
  /**
   * Unsolicited messages a person and week (Monday to Sunday): `cap` allowed, `most` seen; `weeks`: how many weeks of a
   * person had that many, those without any left out.
   */
  attention: { cap: number; most: number; weeks: Record<string, number> };
};

export async function summarise(
  programme: Programme,
  asked: { seed: number; days: number },
  { engine, ledger }: { engine: Engine; ledger: Ledger },
): Promise<Summary> {
  const deliveries = await fates(engine);
  const totals: Fates = { planned: 0, sent: 0, failed: 0, skipped: 0 };
  for (const campaign of Object.values(deliveries)) {
    totals.planned += campaign.planned;
    totals.sent += campaign.sent;
    totals.failed += campaign.failed;
    totals.skipped += campaign.skipped;
  }
  const rows = await engine.inTurn((turn) => listDigests(turn.tx));
  return {
    seed: asked.seed,
    agents: programme.people.length,
    launch: launchOf(programme),
    region: placeOf(programme),
    days: asked.days,
    digests: rows.map((row) => ({
      wave: row.wave,
      milestone: row.milestone,
      dueOn: row.due_on,
      postedAt: row.posted_at,
    })),
    totals,
    deliveries,
    answers: ledger.answers(),
    messagesPerPerson: spread(ledger.messages()),
    attention: attention(programme.rhythm.weeklyCap, ledger.weeks()),
  };
}

function attention(cap: number, weeks: Record<string, number>): Summary['attention'] {
  return { cap, most: Math.max(0, ...Object.keys(weeks).map(Number)), weeks };
}

/** The programme stops here: what was still to be sent is called off, so that every message has a fate. */
async function fates(engine: Engine): Promise<Summary['deliveries']> {
  const counts = await engine.inTurn(async (turn) => {
    for (const { campaign, status } of await countDeliveries(turn.tx)) {
      if (status === 'planned' || status === 'leased') await cancelPlanned(turn.tx, campaign, 'cancelled');
    }
    return countDeliveries(turn.tx);
  });
  const deliveries: Summary['deliveries'] = {};
  for (const { campaign, status, reason, count } of counts.sort(byName)) {
    const name = family(campaign);
    const fate = deliveries[name] ?? { planned: 0, sent: 0, failed: 0, skipped: 0, reasons: {} };
    deliveries[name] = fate;
    if (status !== 'sent' && status !== 'failed' && status !== 'skipped') continue;
    fate[status] += count;
    fate.planned += count;
    if (reason) fate.reasons[reason] = (fate.reasons[reason] ?? 0) + count;
  }
  return deliveries;
}

type Count = { campaign: string; status: string; reason: string };

function byName(a: Count, b: Count): number {
  const [left, right] = [a, b].map(({ campaign, status, reason }) => `${campaign}\n${status}\n${reason}`);
  return String(left) < String(right) ? -1 : 1;
}

/** Each call for help is a campaign of its own: all of them are counted together. */
function family(campaign: string): string {
  return campaign.startsWith('help/') ? 'help' : campaign;
}

function spread(messages: readonly number[]): Summary['messagesPerPerson'] {
  return {
    min: messages[0] ?? 0,
    median: messages[Math.floor((messages.length - 1) / 2)] ?? 0,
    max: messages.at(-1) ?? 0,
    people: tally(messages),
  };
}
