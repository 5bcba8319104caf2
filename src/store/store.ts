import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type Transaction } from 'kysely';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { keepStatements } from './statements.ts';

/** One transaction. Everything that reads or writes takes one; nothing else reaches the database. */
export type Tx = Transaction<Schema>;

export type Store = {
  /**
   * Runs `work` in one transaction, after those already waiting. Opening one inside another would wait for
   * itself forever: it throws instead.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Rewrites the file without its free pages and empties the write-ahead log: what was deleted is gone. */
  scrub(): void;
  close(): Promise<void>;
};

/** `full`: a stored answer survives a power cut. `off` is for simulations, where it does not matter. */
export type Durability = 'full' | 'off';

export function openStore(file: string, durability: Durability = 'full'): Store {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const sqlite = new Database(file);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma(`synchronous = ${durability === 'full' ? 'FULL' : 'OFF'}`);
  sqlite.pragma('secure_delete = ON');
  sqlite.pragma('foreign_keys = ON');
  migrate(sqlite);
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: keepStatements(sqlite) }) });
  const inside = new AsyncLocalStorage<true>();
  return {
    transaction(work) {
      if (inside.getStore()) throw new Error('a transaction is already open here: use its tx');
      return db.transaction().execute((tx) => inside.run(true, () => work(tx)));
    },
    scrub() {
      sqlite.exec('VACUUM');
      sqlite.pragma('wal_checkpoint(TRUNCATE)');
    },
    async close() {
      await db.destroy();
    },
  };
}
