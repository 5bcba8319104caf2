import type { Temporal } from 'temporal-polyfill';
import { textOf } from '../../engine/texts.ts';
import { outboxHealth } from '../../store/outbox-health.ts';
import { type Finding, finding } from './finding.ts';

/** Minutes a message may wait after its moment: a mailing to thousands takes some. */
const LATE = 30;
/** Days looked back for what did not leave. */
const WEEK = 7;
/** Reasons that somebody can do something about; the others (paused, cap, already answered…) are as it should be. */
const REMEDIABLE = new Set([
  'not_installed',
  'blocked',
  'disabled_by_admin',
  'no_channel',
  'payload_refused',
  'credentials',
  'rate_limited',
  'platform_error',
  'no_answer',
  'channel_unbound',
  'too_late',
]);

/** What should have left and has not, and why. */
export function checkOutbox(file: string, now: Temporal.Instant): Finding[] {
  const stamp = (instant: Temporal.Instant) => instant.toString({ smallestUnit: 'second' });
  const { late, oldest, waiting, lost } = outboxHealth(
    file,
    stamp(now),
    stamp(now.subtract({ hours: 24 * WEEK })),
  );
  const findings: Finding[] = [];
  const minutes = oldest === null ? 0 : Math.floor((now.epochMilliseconds - Date.parse(oldest)) / 60_000);
  if (late > 0 && minutes > LATE)
    findings.push(finding('outbox', 'todo', 'outbox_late', { count: late, minutes }));
  for (const { reason, count } of waiting) {
    findings.push(finding('outbox', 'note', 'outbox_waiting', { count, reason: sentenceOf(reason) }));
  }
  for (const { reason, count } of lost.filter((one) => REMEDIABLE.has(one.reason))) {
    findings.push(
      finding('outbox', 'note', 'outbox_lost', { count, reason: sentenceOf(reason), days: WEEK }),
    );
  }
  return findings;
}

function sentenceOf(reason: string): string {
  return textOf(`reasons.${reason}`) ?? reason;
}
