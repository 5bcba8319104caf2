import { sql } from 'kysely';
import { fromRow, type OutboxRow, waiting } from './outbox.ts';
import type { OutboxStatus } from './schema.ts';
import type { Tx } from './store.ts';
import { addTally } from './tally.ts';

/** What a loop is busy with: these messages, and anything else for these people, are left alone. */
export type Busy = { has(id: string): boolean; people: ReadonlySet<string>; size: number };

const NOTHING: Busy = { has: () => false, people: new Set(), size: 0 };

/**
 * The next messages to send, oldest first, now leased: another loop leaves them alone until `leaseUntil`. One a
 * person at most: what the first does (a cap reached, an address lost) counts for the next. One whose lease ended
 * without a mark is in doubt: whoever had it may have sent it.
 */
export async function leaseDue(
  tx: Tx,
  now: string,
  leaseUntil: string,
  limit: number,
  busy: Busy = NOTHING,
): Promise<OutboxRow[]> {
  const due = await tx
    .selectFrom('outbox')
    .selectAll()
    .where(waiting)
    .where('due_at', '<=', now)
    .where((eb) =>
      eb.or([
        eb('lease_until', 'is', null),
        eb('lease_until', '<=', now),
        // Taken by a clock that was ahead and has been set back: it would be held until then.
        eb('lease_until', '>', leaseUntil),
      ]),
    )
    .orderBy('due_at')
    .orderBy('priority')
    .limit(limit + busy.size)
    .execute();
  const people = new Set(busy.people);
  const rows = due.filter(({ id, person_id }) => {
    if (busy.has(id) || (person_id !== null && people.has(person_id))) return false;
    if (person_id !== null) people.add(person_id);
    return true;
  });
  rows.length = Math.min(rows.length, limit);
  if (rows.length > 0) {
    await tx
      .updateTable('outbox')
      .set({
        status: 'leased',
        lease_until: leaseUntil,
        attempts: sql`attempts + 1`,
        doubtful: sql`max(doubtful, status = 'leased')`,
      })
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute();
  }
  return rows.map((row) => {
    const read = fromRow(row);
    return { ...read, doubtful: read.doubtful || row.status === 'leased' };
  });
}

/** The platform's id of the last message that the same person got there; null: none is known. */
export async function earlierLanding(
  tx: Tx,
  { person_id }: Pick<OutboxRow, 'person_id'>,
  channel: string,
): Promise<string | null> {
  if (person_id === null) return null;
  const landed = await tx
    .selectFrom('outbox')
    .select('platform_id')
    .where('person_id', '=', person_id)
    .where('status', '=', 'sent')
    .where('channel', '=', channel)
    .where('platform_id', 'is not', null)
    .orderBy('due_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return landed?.platform_id ?? null;
}

export type Final = {
  status: Extract<OutboxStatus, 'sent' | 'failed' | 'skipped'>;
  channel: string | null;
  platformId: string | null;
  sentOn: string | null;
  reason: string | null;
};

/** Records what became of a message. Of an ephemeral one only the count is kept. False: it was recorded already. */
export async function finish(tx: Tx, row: OutboxRow, final: Final): Promise<boolean> {
  if (row.ephemeral) {
    const gone = await tx.deleteFrom('outbox').where('id', '=', row.id).executeTakeFirst();
    // Already counted when it was called off meanwhile.
    if (gone.numDeletedRows === 0n) return false;
    await addTally(tx, row.campaign, final.status, final.reason ?? '', 1);
    return true;
  }
  const done = await tx
    .updateTable('outbox')
    .set({
      status: final.status,
      channel: final.channel,
      platform_id: final.platformId,
      sent_on: final.sentOn,
      reason: final.reason,
      lease_until: null,
    })
    .where('id', '=', row.id)
    .where('status', '!=', final.status)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Puts a message back, to be tried again at `dueAt`. In doubt, the next try asks first whether it arrived. */
export async function postpone(
  tx: Tx,
  id: string,
  dueAt: string,
  reason: string,
  doubtful = false,
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({
      status: 'planned',
      due_at: dueAt,
      lease_until: null,
      reason,
      doubtful: sql`max(doubtful, ${Number(doubtful)})`,
    })
    .where('id', '=', id)
    .where('status', '=', 'leased')
    .execute();
}

/**
 * Puts a message back for a better moment: no try was made. `because` tells that its platform asked to wait: what is for
 * the same person then waits as long, or a survey would come before the first word that it was planned after.
 */
export async function hold(tx: Tx, id: string, dueAt: string, because: string | null = null): Promise<void> {
  const held = await tx
    .updateTable('outbox')
    .set({
      status: 'planned',
      due_at: dueAt,
      lease_until: null,
      reason: because,
      attempts: sql`attempts - 1`,
    })
    .where('id', '=', id)
    .where('status', '=', 'leased')
    .returning('person_id')
    .executeTakeFirst();
  // Refused credentials hold everybody by themselves, and let everybody go at once.
  if (because === null || because === 'credentials' || !held?.person_id) return;
  await tx
    .updateTable('outbox')
    .set({ due_at: dueAt, reason: because })
    .where('person_id', '=', held.person_id)
    .where('status', '=', 'planned')
    .where('solicited', '=', 0)
    .where('due_at', '<', dueAt)
    // What would have lost its use by then takes its chance.
    .where('expires_at', '>', dueAt)
    .execute();
}

/** What waits for this reason alone waits no more. */
export async function resumeHeld(tx: Tx, reason: string, now: string): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ due_at: now })
    .where('status', '=', 'planned')
    .where('reason', '=', reason)
    .where('due_at', '>', now)
    .execute();
}
