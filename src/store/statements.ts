import type Database from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

/** Statements kept ready: those of the programme are a few hundred. */
const MOST = 300;
/** Longer ones are bulk inserts and lists of ids, whose text is rarely twice the same. */
const LONGEST = 2000;

/**
 * The database as Kysely sees it, with its statements prepared once: it asks for one at each query, and each holds
 * native memory until the garbage collector, which cannot see it, happens to pass.
 */
export function keepStatements(sqlite: Database.Database): SqliteDatabase {
  const kept = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  return {
    close: () => sqlite.close(),
    prepare(sql) {
      const known = kept.get(sql);
      if (known) return known;
      // The right to write is taken at the start: taken later, SQLite refuses it when another process wrote since.
      const statement = sqlite.prepare<unknown[]>(sql === 'begin' ? 'begin immediate' : sql);
      if (sql.length > LONGEST) return statement;
      if (kept.size >= MOST) kept.clear();
      kept.set(sql, statement);
      return statement;
    },
  };
}
