import { AsyncLocalStorage } from 'node:async_hooks';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type Transaction } from 'kysely';
import { z } from 'zod';
import { StartupError } from '../domain/errors.ts';
import { migrate } from './migrate.ts';
import { ensurePrivateFile } from './private-file.ts';
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
  /**
   * Rewrites the file without its free pages and empties the write-ahead log: what was deleted is gone. False while
   * another process reads an older state, which keeps the log: to be done again.
   */
  scrub(): Promise<boolean>;
  close(): Promise<void>;
};

const checkpointSchema = z.array(z.object({ busy: z.number() }));

/** `full`: a stored answer survives a power cut. `off` is for simulations, where it does not matter. */
export type Durability = 'full' | 'off';

export function openStore(file: string, durability: Durability = 'full'): Store {
  const sqlite = openFile(file);
  sqlite.pragma(`synchronous = ${durability === 'full' ? 'FULL' : 'OFF'}`);
  sqlite.pragma('secure_delete = ON');
  // A rewrite of the file leaves no copy of it in a temporary one; in a simulation there is nobody to protect.
  if (durability === 'full') sqlite.pragma('temp_store = MEMORY');
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
      if (inside.getStore()) throw new Error('a transaction is open here: scrub after it');
      // A simulation's file is thrown away: there is nobody to protect.
      if (durability === 'off') return Promise.resolve(true);
      // In its turn: in the middle of a transaction SQLite refuses.
      return db.connection().execute(async () => {
        sqlite.exec('VACUUM');
        const patience = Number(sqlite.pragma('busy_timeout', { simple: true }));
        sqlite.pragma('busy_timeout = 0');
        const [log] = checkpointSchema.parse(sqlite.pragma('wal_checkpoint(TRUNCATE)'));
        sqlite.pragma(`busy_timeout = ${patience}`);
        return log?.busy === 0;
      });
    },
    async close() {
      await db.destroy();
    },
  };
}

/** Throws a StartupError when the file cannot be opened, or is no database. */
function openFile(file: string): Database.Database {
  try {
    if (file !== ':memory:') ensurePrivateFile(file);
    const sqlite = new Database(file);
    sqlite.pragma('journal_mode = WAL');
    return sqlite;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new StartupError([
      `DATABASE_URL : « ${file} » ne s'ouvre pas${code} ; donnez le chemin d'une base de Percolateur, ou d'un fichier à créer.`,
    ]);
  }
}
