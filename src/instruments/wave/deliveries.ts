import { Temporal } from 'temporal-polyfill';
import { localDate } from '../../domain/calendar.ts';
import { frenchDay } from '../../engine/dates.ts';
import { deliveryLines } from '../../engine/delivery-lines.ts';
import type { ReplyMessage } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { latestCampaigns } from '../../engine/outbox-report.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';

/** Campaigns a card holds: about two weeks of a programme. */
const SHOWN = 6;

/** `vague envois`: what became of the last messages to many, why some did not leave, and what to do about it. */
export async function showDeliveries(turn: Turn): Promise<ReplyMessage> {
  const campaigns = await latestCampaigns(turn.tx, SHOWN);
  const title = text('wave.deliveries.title');
  if (campaigns.length === 0) return notice(title, [text('wave.deliveries.none')]);
  const lines = campaigns.flatMap((report) => {
    const on = frenchDay(localDate(turn.calendar, Temporal.Instant.from(report.dueAt)));
    const [count = '', ...reasons] = deliveryLines(report);
    return [text('wave.deliveries.line', { title: report.title, on, count }), ...reasons];
  });
  const names = { title: text('wave.reach.names'), data: { v: 'wave.people' } };
  return notice(title, [...lines, text('wave.deliveries.reminders')], [names]);
}
