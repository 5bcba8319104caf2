import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from './migrate.ts';

/** Runs the migrations of a database file, made when it is not there; the names of those that ran. */
export function migrateFile(file: string): string[] {
  mkdirSync(dirname(file), { recursive: true });
  const sqlite = new Database(file);
  try {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('foreign_keys = ON');
    return migrate(sqlite);
  } finally {
    sqlite.close();
  }
}
