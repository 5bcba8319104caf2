import { type Database, SqliteError } from 'better-sqlite3';
import { NotFlushed } from './flush.ts';

/** No room, no right, no disk: what is not stored then would not be stored a moment later either. */
const LOST = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB)/;
/** Somebody else is at it. */
const TAKEN = /^SQLITE_(BUSY|LOCKED)/;

/** Nothing is wrong with what was to be stored: the same can be stored later. */
export function isStoresFault(error: unknown): boolean {
  if (error instanceof NotFlushed) return true;
  return error instanceof SqliteError && (LOST.test(error.code) || TAKEN.test(error.code));
}

/** Whether what is written stays: reads go on where a disk is full, so that nothing else would tell. */
export type Storing = {
  /** Passes on what becomes of a transaction, having looked at why it failed. */
  watch<T>(transaction: Promise<T>): Promise<T>;
  /** False from a failure on, until something can be written again; asks the disk, only then. At once. */
  works(): boolean;
};

export function createStoring(sqlite: Database): Storing {
  // Changes nothing, and is written all the same.
  const probe = sqlite.prepare(
    'update migration set name = name where name = (select min(name) from migration)',
  );
  let failed = false;
  return {
    watch: (transaction) =>
      transaction.catch((error) => {
        if (error instanceof SqliteError && LOST.test(error.code)) failed = true;
        throw error;
      }),
    works() {
      if (!failed || sqlite.inTransaction) return !failed;
      try {
        probe.run();
        failed = false;
      } catch {
        // It still does not work: that is the answer.
      }
      return !failed;
    },
  };
}
