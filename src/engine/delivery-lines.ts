import { type CampaignReport, toldReasons } from './outbox-report.ts';
import { text } from './texts.ts';

/** What became of a campaign, for whoever asked for it: the count, then why some were not sent and what to do. */
export function deliveryLines(report: CampaignReport): string[] {
  const { told, own } = toldReasons(report.reasons);
  return [
    text('deliveries.counts', countsOf(report)),
    ...told.map((reason) => text('deliveries.reason', reason)),
    ...(own > 0 ? [text('deliveries.chosen', { count: own })] : []),
  ];
}

function countsOf({ planned, sent, failed, skipped, waiting }: CampaignReport) {
  return { planned, sent, failed, skipped, waiting };
}
