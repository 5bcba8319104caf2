import Database from 'better-sqlite3';
import { migrate } from './migrate.ts';
import { ensurePrivateFile } from './private-file.ts';

/** Runs the migrations of a database file, made when it is not there; the names of those that ran. */
export function migrateFile(file: string): string[] {
  ensurePrivateFile(file);
  const sqlite = new Database(file);
  try {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('foreign_keys = ON');
    return migrate(sqlite);
  } finally {
    sqlite.close();
  }
}
