import { setTimeout as sleep } from 'node:timers/promises';
import { SqliteError } from 'better-sqlite3';
import { type DatabaseConnection, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely';

/** How long another process may hold the database before ours is told that it is locked, in milliseconds. */
const PATIENCE = 5000;
/** Between two tries. */
const PAUSE = 10;
/** Refusals further apart than this are two stories, in milliseconds. */
const APART = 1000;

/**
 * SQLite on one connection, without its own way of waiting for a lock, which holds up the whole process: clocks,
 * health and Slack's three seconds with it. Those who wait behind one another share the patience: once the lock has
 * lasted that long, each is told at its first try.
 */
export class PatientDialect extends SqliteDialect {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super({ database: parts.database });
    this.#parts = parts;
  }

  override createDriver(): SqliteDriver {
    return new PatientDriver(this.#parts);
  }
}

type Parts = {
  database: SqliteDatabase;
  /** Whether a transaction is open: an error that fills the disk may have ended it already. */
  isOpen(): boolean;
};

class PatientDriver extends SqliteDriver {
  readonly #isOpen: () => boolean;
  #locked: { since: number; seen: number } | null = null;

  constructor({ database, isOpen }: Parts) {
    super({ database });
    this.#isOpen = isOpen;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    for (;;) {
      try {
        await super.beginTransaction(connection);
        this.#locked = null;
        return;
      } catch (error) {
        if (!isLocked(error) || this.#isTired()) throw error;
        await sleep(PAUSE);
      }
    }
  }

  /** Without a transaction there is nothing to undo, and saying so would hide what went wrong. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#isOpen()) await super.rollbackTransaction(connection);
  }

  #isTired(): boolean {
    const now = performance.now();
    const since = this.#locked && now - this.#locked.seen < APART ? this.#locked.since : now;
    this.#locked = { since, seen: now };
    return now - since > PATIENCE;
  }
}

/** Another process is writing, or reads in a way that keeps writers out. */
export function isLocked(error: unknown): boolean {
  return error instanceof SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
}
