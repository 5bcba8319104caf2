import { Temporal } from 'temporal-polyfill';
import { INBOX_DAYS } from '../../domain/retention.ts';
import { SCRUB_DUE } from '../../engine/closing.ts';
import { answersIn, dirtyFreePages, openVersionsIn, slack } from '../../store/remains.ts';
import { type Finding, leak, risk } from './finding.ts';
import type { Scene } from './scene.ts';

/** A day more than the rule, for whoever lives the other side of the date line from this clock. */
const ZONES = 1;

/**
 * What had to be gone after hours or days: events seen, and the rows of reminders. The time of a sandbox is that of
 * its last event.
 */
export function checkShortLived({ evidence }: Scene, today: Temporal.PlainDate | null): Finding[] {
  const { inboxDays, reminders, settings } = evidence;
  const days = inboxDays.filter((day) => /^\d{4}-\d\d-\d\d$/.test(day));
  const last = today?.subtract({ days: ZONES }).toString() ?? days.toSorted().at(-1);
  const oldest = last
    ? Temporal.PlainDate.from(last)
        .subtract({ days: INBOX_DAYS - 1 })
        .toString()
    : '';
  const done = reminders.filter(({ status }) => status !== 'planned' && status !== 'leased');
  return [
    ...(days.some((day) => day < oldest) ? [leak('inbox_old')] : []),
    ...(done.length > 0 ? [leak('reminder_rows')] : []),
    ...(reminders.some((one) => !done.includes(one) && one.attempts > 0) ? [risk('reminders_waiting')] : []),
    ...(settings.has(SCRUB_DUE) ? [leak('scrub_due')] : []),
  ];
}

/** What deleted rows left in the bytes of the file, of its log, its index and its journal. */
export function checkRemains({ evidence, bytes, secret }: Scene): Finding[] {
  const [database, ...others] = bytes;
  const dirty = database ? dirtyFreePages(database) : 0;
  const closed = evidence.rounds.filter(({ status }) => status === 'closed');
  const ids = new Set(closed.map(({ id }) => id));
  const all = database ? [database, slack(database), ...others] : [];
  const salts = new Set(all.flatMap((one) => openVersionsIn(one, closed)));
  const known = evidence.rounds.map(({ id }) => id);
  const answers = new Set(all.flatMap((one) => answersIn(one, known)).filter((id) => ids.has(id)));
  return [
    ...(dirty > 0 ? [leak('free_pages', { count: dirty })] : []),
    ...[...salts].map((round) => leak('old_salt', { round })),
    ...[...answers].map((round) => leak('old_answers', { round })),
    ...(secret && bytes.some((one) => holdsSecret(one, secret)) ? [leak('secret_inside')] : []),
  ];
}

export function holdsSecret(bytes: Buffer, secret: Uint8Array): boolean {
  const raw = Buffer.from(secret);
  return [
    raw,
    raw.toString('hex'),
    raw.toString('base64').replace(/=+$/, ''),
    raw.toString('base64url'),
  ].some((form) => bytes.includes(form));
}
