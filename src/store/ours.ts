import Database, { SqliteError } from 'better-sqlite3';
import { Refusal } from '../domain/errors.ts';

/** What tells which of two databases knows more. */
export type Vitals = {
  /** Instant of the last thing done, ISO UTC; empty when nothing was. */
  lastDone: string;
  people: number;
  frozen: number;
  digests: number;
};

const NEEDED = ['digest', 'frozen', 'migration', 'occurrence', 'person', 'round', 'sealed_answer'];

/**
 * Opens a file to read only.
 * @throws Refusal `not_ours` when it is no database, a damaged one, or another program's.
 */
export function openOurs(file: string): Database.Database {
  let sqlite: Database.Database | null = null;
  try {
    sqlite = new Database(file, { readonly: true, fileMustExist: true });
    const tables = sqlite
      .prepare<[], { name: string }>("select name from sqlite_schema where type = 'table'")
      .all()
      .map(({ name }) => name);
    const sound = sqlite.pragma('quick_check', { simple: true }) === 'ok';
    if (sound && NEEDED.every((name) => tables.includes(name))) return sqlite;
  } catch (error) {
    if (!(error instanceof SqliteError)) throw error;
  }
  sqlite?.close();
  throw new Refusal('not_ours', { file });
}

export function vitalsOf(file: string): Vitals {
  const sqlite = openOurs(file);
  try {
    return readVitals(sqlite);
  } finally {
    sqlite.close();
  }
}

/** The same of a file that is open: opening it reads it whole, which takes long when it is large. */
export function readVitals(sqlite: Database.Database): Vitals {
  const vitals = sqlite
    .prepare<[], Vitals>(
      `select (select coalesce(max(done_at), '') from occurrence) as lastDone,
              (select count(*) from person) as people,
              (select count(*) from frozen) as frozen,
              (select count(*) from digest) as digests`,
    )
    .get();
  return vitals ?? { lastDone: '', people: 0, frozen: 0, digests: 0 };
}
