import { openOurs } from './ours.ts';

/** What somebody who stole the file can read in it, for the audit. All of one instant. */
export type Evidence = {
  rounds: {
    id: string;
    kind: string;
    subject: string;
    wave: string;
    parent: string | null;
    status: string;
    salt: Uint8Array | null;
    definition: string;
  }[];
  rosters: { roundId: string; personId: string; label: string | null }[];
  answers: { roundId: string; token: Uint8Array; box: Uint8Array }[];
  sums: { roundId: string; box: Uint8Array }[];
  frozen: { roundId: string; data: string }[];
  digests: { wave: string; milestone: string; data: string }[];
  /** How the sealed tables were made. */
  sealedTables: { name: string; sql: string }[];
  /** Reminders: one row a silent person. */
  reminders: { status: string; expiresAt: string }[];
  attention: { token: Uint8Array }[];
  /** Days of the inbox: of its keys, and of its events. */
  inboxDays: string[];
  /** Days of what is nominative. */
  nominativeDays: string[];
  settings: Map<string, string>;
};

export function readEvidence(file: string): Evidence {
  const sqlite = openOurs(file);
  const all = <Row>(sql: string): Row[] => sqlite.prepare<[], Row>(sql).all();
  const days = (sql: string) => all<{ day: string }>(sql).map(({ day }) => day);
  try {
    return sqlite.transaction(() => ({
      rounds: all<Evidence['rounds'][number]>(
        'select id, kind, subject, wave, parent, status, salt, definition from round order by id',
      ),
      rosters: all<Evidence['rosters'][number]>(
        'select round_id as roundId, person_id as personId, label from round_person',
      ),
      answers: all<Evidence['answers'][number]>('select round_id as roundId, token, box from sealed_answer'),
      sums: all<Evidence['sums'][number]>('select round_id as roundId, box from sealed_sum'),
      frozen: all<Evidence['frozen'][number]>('select round_id as roundId, data from frozen'),
      digests: all<Evidence['digests'][number]>('select wave, milestone, data from digest'),
      sealedTables: all<Evidence['sealedTables'][number]>(
        "select name, sql from sqlite_schema where name in ('sealed_answer', 'sealed_sum')",
      ),
      reminders: all<Evidence['reminders'][number]>(
        'select status, expires_at as expiresAt from outbox where ephemeral = 1',
      ),
      attention: all<Evidence['attention'][number]>('select token from attention'),
      inboxDays: days('select day from inbox_key union select day from inbox'),
      nominativeDays: days(
        ['rsvp', 'waiting', 'attendance', 'acknowledgement', 'help_call']
          .map((table) => `select on_day as day from ${table}`)
          .join(' union '),
      ),
      settings: new Map(
        all<{ key: string; value: string }>('select key, value from setting').map((row) => [
          row.key,
          row.value,
        ]),
      ),
    }))();
  } finally {
    sqlite.close();
  }
}
