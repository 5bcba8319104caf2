import Database from 'better-sqlite3';
import { isLocked } from './patience.ts';
import { ensurePrivateFile } from './private-file.ts';

/** The right to send, which one process at a time has on a database. */
export type Sender = {
  /** True when this process has it, from then on; asks for it otherwise. At once. */
  isUs(): boolean;
  close(): void;
};

/**
 * A lock of the system's on an empty file beside the database: whoever ends gives it back, be it by `kill -9`, and no
 * clock is asked. The database itself cannot be locked so: people's answers are stored by any process.
 */
export function createSender(file: string): Sender {
  let lock: Database.Database | null = null;
  let isOurs = file === ':memory:';
  return {
    isUs() {
      isOurs ||= take();
      return isOurs;
    },
    close() {
      lock?.close();
      lock = null;
    },
  };

  /** Where no lock can be had for another reason (a full disk), nothing is waited for: it is a precaution. */
  function take(): boolean {
    try {
      lock ??= open(`${file}-sender`);
      lock.exec('begin exclusive');
      return true;
    } catch (error) {
      return !isLocked(error);
    }
  }
}

function open(file: string): Database.Database {
  ensurePrivateFile(file);
  const sqlite = new Database(file, { timeout: 0 });
  // No file of SQLite's own appears beside it.
  sqlite.pragma('journal_mode = MEMORY');
  return sqlite;
}
