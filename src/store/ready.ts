import { type Compilable, type SqliteDatabase, sql } from 'kysely';
import type { Tx } from './store.ts';

/** A value that is not known yet. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Where a value comes into a query made with `ready`. */
export function at<T>(name: string) {
  return sql<T>`${new Place(name)}`;
}

/** The database under each transaction that is open. */
const open = new WeakMap<object, SqliteDatabase>();

/** Runs `work` in `tx`, with the database where its ready queries go. */
export async function withReady<T>(
  tx: Tx,
  database: SqliteDatabase,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  open.set(tx, database);
  try {
    return await work(tx);
  } finally {
    open.delete(tx);
  }
}

/**
 * A query that is built and compiled once, then run with other values, straight on the statement SQLite keeps: for
 * those of each answer, where building takes longer than running. Resolves with its rows.
 */
export function ready<Row>(build: (tx: Tx) => Compilable<Row>) {
  let compiled: { sql: string; parameters: readonly unknown[] } | null = null;
  return async (tx: Tx, values: Readonly<Record<string, unknown>> = {}): Promise<Row[]> => {
    const database = open.get(tx);
    if (!database) throw new Error('this transaction is over');
    compiled ??= build(tx).compile();
    const parameters = compiled.parameters.map((one) => (one instanceof Place ? values[one.name] : one));
    const statement = database.prepare(compiled.sql);
    if (statement.reader) return rowsOf<Row>(statement.all(parameters));
    statement.run(parameters);
    return [];
  };
}

/** As Kysely does: what a query selects is known when it is built, SQLite says nothing of it. */
function rowsOf<Row>(rows: unknown[]): Row[];
function rowsOf(rows: unknown[]): unknown[] {
  return rows;
}
