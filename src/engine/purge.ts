import { INBOX_DAYS, LEAVER_DAYS, OUTBOX_DAYS, STRANGER_DAYS } from '../domain/retention.ts';
import { forgetAttentionBefore } from '../store/attention.ts';
import { forgetCafeMessagesBefore } from '../store/cafe-message.ts';
import { forgetInboxBefore } from '../store/inbox.ts';
import { findPerson } from '../store/person.ts';
import {
  countShortLived,
  forgetOutboxBefore,
  forgetStrangersBefore,
  leftBefore,
} from '../store/retention.ts';
import { stamp } from './clock.ts';
import { erasePerson } from './erase.ts';
import { campaignTitle } from './outbox-report.ts';
import type { Turn } from './turn.ts';

/** How many rows each rule of retention deleted; `leavers` counts people. */
export type Purged = {
  messages: number;
  attention: number;
  inbox: number;
  leavers: number;
  strangers: number;
};

/**
 * Deletes what has been kept long enough (src/domain/retention.ts). Twice on one day does nothing more. Leavers have
 * no open round left to answer, so no secret is needed.
 */
export async function purge(turn: Pick<Turn, 'tx' | 'now' | 'today' | 'random'>): Promise<Purged> {
  const { tx, now, today } = turn;
  const day = (days: number) => today.subtract({ days }).toString();
  const before = await countShortLived(tx);
  await forgetAttentionBefore(tx, day(today.dayOfWeek - 1));
  await forgetCafeMessagesBefore(tx, today.toString());
  await forgetInboxBefore(tx, day(INBOX_DAYS - 1));
  const after = await countShortLived(tx);
  const leavers = await leftBefore(tx, day(LEAVER_DAYS));
  for (const id of leavers) {
    const person = await findPerson(tx, id);
    if (person) await erasePerson(turn, person, null);
  }
  return {
    messages: await forgetOutboxBefore(tx, stamp(now.subtract({ hours: 24 * OUTBOX_DAYS })), campaignTitle),
    attention: before.attention - after.attention,
    inbox: before.inbox - after.inbox,
    leavers: leavers.length,
    strangers: await forgetStrangersBefore(tx, day(STRANGER_DAYS)),
  };
}
