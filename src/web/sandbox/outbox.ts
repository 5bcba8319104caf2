import type { Engine } from '../../engine/engine.ts';
import { textOf } from '../../engine/texts.ts';
import type { DeliveryCount } from '../../store/outbox.ts';
import { countDeliveries } from '../../store/outbox.ts';

/** Of a campaign: planned = sent + failed + skipped + waiting, and why some were not sent, in French. */
export type CampaignReport = {
  campaign: string;
  planned: number;
  sent: number;
  failed: number;
  skipped: number;
  waiting: number;
  reasons: { reason: string; sentence: string; count: number }[];
};

export async function outboxReport(engine: Engine): Promise<CampaignReport[]> {
  const counts = await engine.inTurn((turn) => countDeliveries(turn.tx));
  return [...Map.groupBy(counts, (row) => row.campaign)]
    .map(([campaign, rows]) => reportOf(campaign, rows))
    .sort((a, b) => a.campaign.localeCompare(b.campaign));
}

function reportOf(campaign: string, rows: DeliveryCount[]): CampaignReport {
  const sum = (...statuses: string[]) =>
    rows.filter((row) => statuses.includes(row.status)).reduce((total, row) => total + row.count, 0);
  return {
    campaign,
    planned: rows.reduce((total, row) => total + row.count, 0),
    sent: sum('sent'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    waiting: sum('planned', 'leased'),
    reasons: rows
      .filter((row) => row.reason !== '')
      .map(({ reason, count }) => ({ reason, sentence: textOf(`reasons.${reason}`) ?? reason, count })),
  };
}
