import Database from 'better-sqlite3';
import { migrate } from './migrate.ts';

/**
 * Closes, in a copy of a database, all that is open: rounds end without frozen tables, and with their salts go the
 * sealed answers, the reminders that would tell who is silent, and what is remembered for days only. The copy is
 * then rewritten, so that nothing of it is left in a free page. Resolves with the ids of the rounds.
 */
export function closeWhatIsOpen(copy: string): string[] {
  const sqlite = new Database(copy, { fileMustExist: true });
  try {
    // No journal on the disk either: it would hold the pages as they were.
    sqlite.pragma('journal_mode = DELETE');
    sqlite.pragma('journal_mode = MEMORY');
    sqlite.pragma('secure_delete = ON');
    migrate(sqlite);
    const open = sqlite
      .prepare<[], { id: string }>("select id from round where status = 'open' order by opened_at, id")
      .all();
    sqlite.transaction(() => sqlite.exec(SHUT))();
    sqlite.exec('VACUUM');
    return open.map(({ id }) => id);
  } finally {
    sqlite.close();
  }
}

const WAITING = "status in ('planned', 'leased')";

const SHUT = `
update outbox set status = 'skipped', reason = 'cancelled', lease_until = null
  where ${WAITING} and campaign in (select id from round where status = 'open');
insert into tally (campaign, outcome, reason, count)
  select campaign, 'skipped', 'cancelled', count(*) from outbox where ephemeral = 1 group by campaign
  on conflict do update set count = tally.count + excluded.count;
delete from outbox where ephemeral = 1;
update outbox set status = 'planned', lease_until = null where status = 'leased';
delete from sealed_answer;
delete from sealed_sum;
delete from code;
update round set status = 'closed', salt = null;
delete from attention;
delete from inbox;
delete from inbox_key;
delete from setting where key = 'scrub_due';
`;
