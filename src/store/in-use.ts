import Database, { SqliteError } from 'better-sqlite3';

/**
 * Whether another process has the database open. Each connection in WAL mode keeps a shared lock on the file, even
 * idle, and leaving WAL needs that lock alone: no lock file to go stale after a crash.
 */
export function isInUse(file: string): boolean {
  const sqlite = new Database(file, { fileMustExist: true, timeout: 0 });
  try {
    sqlite.pragma('journal_mode = DELETE');
    return false;
  } catch (error) {
    if (!(error instanceof SqliteError)) throw error;
    // A damaged file is nobody's.
    return error.code.startsWith('SQLITE_BUSY');
  } finally {
    sqlite.close();
  }
}
