import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import { StartupError } from '../domain/errors.ts';
import { createCommit } from './commit.ts';
import { createFlush } from './flush.ts';
import { migrate, missingMigrations } from './migrate.ts';
import { isLocked, PatientDialect } from './patience.ts';
import { ensurePrivateFile } from './private-file.ts';
import { sweepRawCopies } from './raw-copies.ts';
import type { Schema } from './schema.ts';
import { createSender } from './sender.ts';
import { keepStatements } from './statements.ts';
import { createStoring } from './storing.ts';
import { createTogether } from './together.ts';

/** One transaction. Everything that reads or writes takes one; nothing else reaches the database. */
export type Tx = Transaction<Schema>;

export type Store = {
  /**
   * Runs `work` in one transaction, after those already waiting. Opening one inside another would wait for
   * itself forever: it throws instead.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * The same, but what comes at once may share one commit. Only for work that writes nothing under anybody's name:
   * what is stored together is seen together.
   */
  together<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Rewrites the file without its free pages and empties the write-ahead log: what was deleted is gone. False while
   * another process reads an older state, which keeps the log, or writes: to be done again.
   */
  scrub(): Promise<boolean>;
  /** True when it can be read now, all migrations done. At once: it waits behind nobody. */
  answers(): boolean;
  /** False while what is written does not stay: a full disk, one that is gone. At once. */
  stores(): boolean;
  /** Whether it is this process that sends messages: one at a time does on a file, until it ends. At once. */
  isSender(): boolean;
  /** Bytes of the file, and of the write-ahead log beside it. */
  size(): { main: number; wal: number };
  close(): Promise<void>;
};

const filesSchema = z.array(z.object({ name: z.string(), file: z.string() }));

/** Where SQLite has it, links followed: its log is beside. Empty: in memory. */
function pathOf(sqlite: Database.Database): string {
  const files = filesSchema.parse(sqlite.pragma('database_list'));
  return files.find(({ name }) => name === 'main')?.file ?? '';
}

const checkpointSchema = z.array(z.object({ busy: z.number() }));

/** `full`: a stored answer survives a power cut. `off` is for simulations, where it does not matter. */
export type Durability = 'full' | 'off';

export function openStore(file: string, durability: Durability = 'full'): Store {
  const sqlite = openFile(file);
  sweepRawCopies(file);
  sqlite.pragma(`synchronous = ${durability === 'full' ? 'FULL' : 'OFF'}`);
  sqlite.pragma('secure_delete = ON');
  // A rewrite of the file leaves no copy of it in a temporary one; in a simulation there is nobody to protect.
  if (durability === 'full') sqlite.pragma('temp_store = MEMORY');
  sqlite.pragma('foreign_keys = ON');
  // Kilobytes: with the two megabytes that are usual, the answers of a large town are read from the disk again.
  sqlite.pragma('cache_size = -32768');
  // Pages: what is written again and again is moved to the database some hundreds of answers at a time.
  sqlite.pragma('wal_autocheckpoint = 4000');
  migrate(sqlite);
  if (durability === 'full') sqlite.pragma('synchronous = NORMAL');
  // From here on a lock is waited for without holding up the process.
  sqlite.pragma('busy_timeout = 0');
  const database = keepStatements(sqlite);
  const dialect = new PatientDialect({ database, isOpen: () => sqlite.inTransaction });
  const db = new Kysely<Schema>({ dialect });
  const empty = () => checkpointSchema.parse(sqlite.pragma('wal_checkpoint(TRUNCATE)'))[0]?.busy === 0;
  // In its turn: in the middle of a transaction SQLite refuses.
  const inTurn = <T>(work: () => T) => db.connection().execute(async () => work());
  const path = durability === 'full' ? pathOf(sqlite) : '';
  const log = path ? createFlush(`${path}-wal`, () => inTurn(empty)) : null;
  const { commit, requireOutside } = createCommit({ sqlite, database, db, log });
  const transaction: Store['transaction'] = async (work) => {
    const { result, wrote, stays } = await commit(work);
    // Reading goes on where nothing can be stored.
    await (wrote ? stays : stays?.catch(() => {}));
    return result;
  };
  const together = createTogether(sqlite, commit);
  const storing = createStoring(sqlite);
  const sender = createSender(file);
  return {
    transaction(work) {
      requireOutside();
      return storing.watch(transaction(work));
    },
    together(work) {
      requireOutside();
      return storing.watch(together(work));
    },
    scrub() {
      requireOutside();
      // A simulation's file is thrown away: there is nobody to protect.
      if (durability === 'off') return Promise.resolve(true);
      return inTurn(() => {
        try {
          sqlite.exec('VACUUM');
        } catch (error) {
          if (isLocked(error)) return false;
          throw error;
        }
        return empty();
      });
    },
    answers() {
      try {
        const done = sqlite.prepare<[], { name: string }>('select name from migration').all();
        return missingMigrations(done.map(({ name }) => name)).todo.length === 0;
      } catch {
        return false;
      }
    },
    stores() {
      if (!log || log.works()) return storing.works();
      // Nobody else may come to try.
      log.flush().catch(() => {});
      return false;
    },
    isSender: sender.isUs,
    size: () => ({ main: bytesOf(file), wal: bytesOf(`${file}-wal`) }),
    async close() {
      await log?.close();
      await db.destroy();
      sender.close();
    },
  };
}

function bytesOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
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
