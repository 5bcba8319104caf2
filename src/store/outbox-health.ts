import Database from 'better-sqlite3';

/** How the outbox stands, reminders left out: how many there are tells how many people are silent. */
export type OutboxHealth = {
  /** Messages whose moment has come and that have not left, and the moment of the oldest, ISO UTC. */
  late: number;
  oldest: string | null;
  /** Why some of them wait, or did not leave since `since`: reasons of deliveries. */
  waiting: { reason: string; count: number }[];
  lost: { reason: string; count: number }[];
};

/** Reads the file, already known to be ours, without changing it; `now` and `since`: ISO UTC. */
export function outboxHealth(file: string, now: string, since: string): OutboxHealth {
  const sqlite = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const late = sqlite
      .prepare<[string], { late: number; oldest: string | null }>(
        `select count(*) as late, min(due_at) as oldest from outbox
         where status in ('planned', 'leased') and ephemeral = 0 and due_at <= ?`,
      )
      .get(now);
    const waiting = sqlite
      .prepare<[], { reason: string; count: number }>(
        `select reason, count(*) as count from outbox
         where status in ('planned', 'leased') and ephemeral = 0 and reason is not null
         group by reason order by count desc`,
      )
      .all();
    const lost = sqlite
      .prepare<[string], { reason: string; count: number }>(
        `select reason, count(*) as count from outbox
         where status in ('failed', 'skipped') and ephemeral = 0 and reason is not null and due_at >= ?
         group by reason order by count desc`,
      )
      .all(since);
    return { late: late?.late ?? 0, oldest: late?.oldest ?? null, waiting, lost };
  } finally {
    sqlite.close();
  }
}
