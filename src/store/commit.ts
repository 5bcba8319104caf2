import { AsyncLocalStorage } from 'node:async_hooks';
import type Database from 'better-sqlite3';
import type { Kysely, SqliteDatabase } from 'kysely';
import type { createFlush } from './flush.ts';
import { withReady } from './ready.ts';
import type { Schema } from './schema.ts';
import type { Tx } from './store.ts';

/** Runs `work` in a transaction of its own, after those already waiting. */
export type Commit = <T>(work: (tx: Tx) => Promise<T>) => Promise<Committed<T>>;

/**
 * What came of it: nobody may be told before `stays` resolves, when what was written, or read of what another one has
 * written, is on the disk. Null: it already is.
 */
export type Committed<T> = { result: T; wrote: boolean; stays: Promise<void> | null };

export function createCommit(options: {
  sqlite: Database.Database;
  /** `sqlite`, with its statements kept. */
  database: SqliteDatabase;
  db: Kysely<Schema>;
  /** Null: nothing has to survive. */
  log: ReturnType<typeof createFlush> | null;
}): { commit: Commit; requireOutside(): void } {
  const { sqlite, database, db, log } = options;
  const inside = new AsyncLocalStorage<true>();
  const changes = sqlite.prepare<[], number>('select total_changes()').pluck();
  const written = () => changes.get() ?? 0;
  return {
    async commit(work) {
      let wrote = false;
      const result = await db.transaction().execute((tx) =>
        inside.run(true, async () => {
          const before = written();
          const done = await withReady(tx, { database, written }, work);
          wrote = written() !== before;
          return done;
        }),
      );
      return { result, wrote, stays: (wrote ? log?.flush() : log?.pending()) ?? null };
    },
    /** Opening a transaction inside another would wait for itself forever. */
    requireOutside() {
      if (inside.getStore()) throw new Error('a transaction is already open here: use its tx');
    },
  };
}
