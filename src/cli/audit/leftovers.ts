import { Temporal } from 'temporal-polyfill';
import { INBOX_DAYS } from '../../domain/retention.ts';
import { SCRUB_DUE } from '../../engine/closing.ts';
import type { Evidence } from '../../store/evidence.ts';
import { databaseBytes, dirtyFreePages, holdsAnswers, holdsOpenVersion } from '../../store/remains.ts';
import { type Finding, leak, risk } from './finding.ts';

/** A day more than the rule, for whoever lives the other side of the date line from this clock. */
const ZONES = 1;

/**
 * What had to be gone after hours or days: events seen, and the rows of reminders. The time of a sandbox is that of
 * its last event.
 */
export function checkShortLived(evidence: Evidence, today: Temporal.PlainDate | null): Finding[] {
  const { inboxDays, reminders, nominativeDays, settings } = evidence;
  const last = today?.subtract({ days: ZONES }).toString() ?? inboxDays.toSorted().at(-1);
  const oldest = last
    ? Temporal.PlainDate.from(last)
        .subtract({ days: INBOX_DAYS - 1 })
        .toString()
    : '';
  const done = reminders.filter(({ status }) => status !== 'planned' && status !== 'leased');
  return [
    ...(inboxDays.some((day) => day < oldest) ? [leak('inbox_old')] : []),
    ...(done.length > 0 ? [leak('reminder_rows')] : []),
    ...(reminders.length > done.length ? [risk('reminders_waiting')] : []),
    ...(nominativeDays.some((day) => !/^\d{4}-\d\d-\d\d$/.test(day)) ? [leak('nominative_minute')] : []),
    ...(settings.has(SCRUB_DUE) ? [leak('scrub_due')] : []),
  ];
}

/** What deleted rows left in the bytes of the file and of its log. */
export function checkRemains(file: string, evidence: Evidence, secret: Uint8Array | null): Finding[] {
  const files = databaseBytes(file);
  const [database] = files;
  const dirty = database ? dirtyFreePages(database) : 0;
  const closed = evidence.rounds.filter(({ status }) => status === 'closed');
  return [
    ...(dirty > 0 ? [leak('free_pages', { count: dirty })] : []),
    ...closed
      .filter((round) => files.some((bytes) => holdsOpenVersion(bytes, round)))
      .map(({ id }) => leak('old_salt', { round: id })),
    ...closed
      .filter(({ id }) => files.some((bytes) => holdsAnswers(bytes, id)))
      .map(({ id }) => leak('old_answers', { round: id })),
    ...(secret && files.some((bytes) => holdsSecret(bytes, secret)) ? [leak('secret_inside')] : []),
  ];
}

function holdsSecret(bytes: Buffer, secret: Uint8Array): boolean {
  const raw = Buffer.from(secret);
  return [
    raw,
    raw.toString('hex'),
    raw.toString('base64').replace(/=+$/, ''),
    raw.toString('base64url'),
  ].some((form) => bytes.includes(form));
}
