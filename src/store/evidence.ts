import Database from 'better-sqlite3';
import { migrate, missingMigrations } from './migrate.ts';
import { openOurs } from './ours.ts';

/** What somebody who stole the file can read in it, for the audit. All of one instant. */
export type Evidence = {
  people: { id: string; name: string; email: string | null; aadId: string | null; slackId: string | null }[];
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
  sums: { roundId: string; week: number; box: Uint8Array }[];
  /** Codes on paper not spent yet, and how many were given out. */
  codes: { roundId: string; token: Uint8Array }[];
  sheets: { roundId: string; issued: number }[];
  frozen: { roundId: string; data: string }[];
  digests: { wave: string; milestone: string; data: string }[];
  /** Reminders: one row a person asked; once tried, one that is silent. */
  reminders: { status: string; attempts: number }[];
  attention: { token: Uint8Array }[];
  /** Days of the inbox: of its keys, and of its events. */
  inboxDays: string[];
  /** Columns for a day that hold something else in some row. */
  clocks: { table: string; column: string }[];
  /** Tables, columns, triggers and views that no migration makes. */
  strange: string[];
  settings: Map<string, string>;
};

const ROUND_COLUMNS = 'id, kind, subject, wave, parent, status, salt, definition';
const REMINDERS = 'select status, attempts from outbox where ephemeral = 1';

/** @throws Refusal `not_ours`. A copy of before a migration has none of the tables that came with it. */
export function readEvidence(file: string): Evidence {
  const sqlite = openOurs(file);
  const tables = new Set(
    sqlite.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck().all(),
  );
  const all = <Row>(table: string, sql: string): Row[] =>
    tables.has(table) ? sqlite.prepare<[], Row>(sql).all() : [];
  try {
    return sqlite.transaction((): Evidence => {
      return {
        people: all('person', 'select id, name, email, aad_id as aadId, slack_id as slackId from person'),
        rounds: all('round', `select ${ROUND_COLUMNS} from round order by id`),
        rosters: all(
          'round_person',
          'select round_id as roundId, person_id as personId, label from round_person',
        ),
        answers: all('sealed_answer', 'select round_id as roundId, token, box from sealed_answer'),
        sums: all('sealed_sum', 'select round_id as roundId, week, box from sealed_sum'),
        codes: all('code', 'select round_id as roundId, token from code'),
        sheets: all('code_sheet', 'select round_id as roundId, issued from code_sheet'),
        frozen: all('frozen', 'select round_id as roundId, data from frozen'),
        digests: all('digest', 'select wave, milestone, data from digest'),
        reminders: all('outbox', REMINDERS),
        attention: all('attention', 'select token from attention'),
        inboxDays: all<{ day: string }>('inbox', 'select day from inbox_key union select day from inbox').map(
          ({ day }) => day,
        ),
        clocks: clocksIn(sqlite, tables),
        strange: strangeIn(sqlite),
        settings: new Map(
          all<{ key: string; value: string }>('setting', 'select key, value from setting').map(
            ({ key, value }) => [key, value],
          ),
        ),
      };
    })();
  } finally {
    sqlite.close();
  }
}

type ColumnInfo = { name: string; type: string };

function columnsOf(sqlite: Database.Database, table: string): ColumnInfo[] {
  return sqlite.prepare<[string], ColumnInfo>('select name, type from pragma_table_info(?)').all(table);
}

/** Columns named for a day (`…_on`, `…day`, `week`) where some row holds more than a day. */
function clocksIn(sqlite: Database.Database, tables: ReadonlySet<string>): Evidence['clocks'] {
  return [...tables].flatMap((table) =>
    columnsOf(sqlite, table)
      .filter(({ name, type }) => type.toLowerCase() === 'text' && /(^|_)(on|day)$|^week$/.test(name))
      .filter(({ name }) =>
        sqlite
          .prepare(
            `select 1 from "${table}" where "${name}" not glob '????-??-??' and "${name}" <> '' limit 1`,
          )
          .get(),
      )
      .map(({ name }) => ({ table, column: name })),
  );
}

/** Compared with what the migrations make; one that we do not know may be of a later version, or made up. */
function strangeIn(sqlite: Database.Database): string[] {
  const done = sqlite.prepare<[], string>('select name from migration').pluck().all();
  const unknown = missingMigrations(done).unknown.map((name) => `migration ${name}`);
  const expected = new Database(':memory:');
  try {
    migrate(expected);
    const known = shapeOf(expected);
    const parts = [...shapeOf(sqlite)].flatMap(([part, sql]) => (known.get(part) === sql ? [] : [part]));
    return [...unknown, ...parts].sort();
  } finally {
    expected.close();
  }
}

/**
 * Everything of a schema that can hold or order a row: tables, columns, how they are stored, indexes, triggers, views,
 * the samples of an `analyze`; each with what makes it, so that one does not pass under the name of another.
 */
function shapeOf(sqlite: Database.Database): Map<string, string> {
  const parts = sqlite
    .prepare<[], { type: string; name: string; sql: string }>(
      "select type, name, sql from sqlite_schema where sql is not null and name <> 'sqlite_sequence'",
    )
    .all();
  return new Map(
    parts.flatMap(({ type, name, sql }): [string, string][] => {
      if (type !== 'table') return [[`${type} ${name}`, plain(sql)]];
      const storage = /without rowid/i.test(sql) ? name : `${name} (rowid)`;
      return [
        [storage, plain(sql)],
        ...columnsOf(sqlite, name).map((column): [string, string] => [`${name}.${column.name}`, '']),
      ];
    }),
  );
}

/** Without its comments and its layout, which may change from a version to the next. */
function plain(sql: string): string {
  return sql
    .replace(/--[^\n]*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
