import { sql } from 'kysely';
import type { Tx } from './store.ts';

/** Messages that wait: for one platform (`none`: it is not known yet, `channel`: no person's), and since when. */
export type Queue = {
  channel: string;
  status: 'planned' | 'leased';
  count: number;
  /** Of those whose moment has come, the oldest, ISO UTC; null: none. */
  oldest: string | null;
};

/** What waits to be sent. Reminders are left out: how many of them there are tells how many people are silent. */
export async function queues(tx: Tx, now: string): Promise<Queue[]> {
  // As text, so that the partial index `outbox_due` is used (see outbox.ts).
  const { rows } = await sql<Queue>`
    select case when outbox.person_id is null then 'channel' else coalesce(person.channel, 'none') end as channel,
           outbox.status, count(*) as count,
           min(case when outbox.due_at <= ${now} then outbox.due_at end) as oldest
    from outbox left join person on person.id = outbox.person_id
    where outbox.status in ('planned', 'leased') and outbox.ephemeral = 0
    group by 1, 2 order by 1, 2`.execute(tx);
  return rows;
}
