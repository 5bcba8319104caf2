import { SERVICE } from '../domain/audit.ts';
import { INBOX_DAYS, LEAVER_DAYS } from '../domain/retention.ts';
import { forgetAttentionBefore } from '../store/attention.ts';
import { forgetCafeQuestionsBefore } from '../store/cafe-question.ts';
import { forgetDashboardKeysBefore } from '../store/dashboard-key.ts';
import { forgetFileLinksBefore } from '../store/file-link.ts';
import { forgetInboxBefore } from '../store/inbox.ts';
import { findPerson } from '../store/person.ts';
import { FAMILIES, type FamilyCounts } from '../store/personal.ts';
import { countShortLived, forgetDeadCodes, forgetNominative, leftBefore } from '../store/retention.ts';
import { stamp } from './clock.ts';
import { erasePerson } from './erase.ts';
import { note } from './journal.ts';
import { campaignTitle } from './outbox-report.ts';
import type { Turn } from './turn.ts';

/** How many rows of each family, and of what bears no name, were deleted; `leavers` counts people. */
export type Purged = FamilyCounts & {
  leavers: number;
  attention: number;
  inbox: number;
  questions: number;
  codes: number;
};

/** What opened a page for some minutes is gone then: a clock that is set back does not make it open again. */
export async function forgetExpired({ tx, now }: Pick<Turn, 'tx' | 'now'>): Promise<void> {
  await forgetFileLinksBefore(tx, stamp(now));
  await forgetDashboardKeysBefore(tx, stamp(now));
}

/**
 * Deletes what has been kept long enough (src/domain/retention.ts, src/store/personal.ts). Twice on one day does
 * nothing more. Leavers have no open round left to answer, so no secret is needed. What bore a name is counted in the
 * journal, in the name of `actor`.
 */
export async function purge(
  turn: Pick<Turn, 'tx' | 'now' | 'today' | 'random'>,
  actor: string = SERVICE,
): Promise<Purged> {
  const { tx, now, today } = turn;
  const day = (days: number) => today.subtract({ days }).toString();
  const before = await countShortLived(tx);
  await forgetAttentionBefore(tx, day(today.dayOfWeek - 1));
  await forgetCafeQuestionsBefore(tx, day(0));
  await forgetInboxBefore(tx, day(INBOX_DAYS - 1));
  await forgetExpired(turn);
  const after = await countShortLived(tx);
  const families = await forgetNominative(
    tx,
    (days) => ({ day: day(days), instant: stamp(now.subtract({ hours: 24 * days })) }),
    campaignTitle,
  );
  const leavers = await leftBefore(tx, day(LEAVER_DAYS));
  for (const id of leavers) {
    const person = await findPerson(tx, id);
    const erased = person ? await erasePerson(turn, person, null) : null;
    for (const family of FAMILIES) families[family] += erased?.[family] ?? 0;
  }
  const counts = FAMILIES.filter((family) => families[family] > 0).map(
    (family) => `${family}=${families[family]}`,
  );
  if (counts.length > 0) await note(turn, actor, 'purge', counts.join(' '));
  return {
    ...families,
    leavers: leavers.length,
    attention: before.attention - after.attention,
    inbox: before.inbox - after.inbox,
    questions: before.questions - after.questions,
    codes: await forgetDeadCodes(tx),
  };
}
