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

/** What is under a transaction that is open. `written` counts the rows written so far, all transactions together. */
type Under = { database: SqliteDatabase; written(): number; undone: number };

const open = new WeakMap<object, Under>();

/** Runs `work` in `tx`, with the database where its ready queries go. */
export async function withReady<T>(
  tx: Tx,
  under: Omit<Under, 'undone'>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  open.set(tx, { ...under, undone: 0 });
  try {
    return await work(tx);
  } finally {
    open.delete(tx);
  }
}

function under(tx: Tx): Under {
  const found = open.get(tx);
  if (!found) throw new Error('this transaction is over');
  return found;
}

/** A number that changes when something is written in a transaction, or undone: what was read before may not hold. */
export function writesIn(tx: Tx): number {
  const { written, undone } = under(tx);
  return written() + undone;
}

/** To be told when a piece of a transaction is undone: SQLite counts on. */
export function noteUndone(tx: Tx): void {
  under(tx).undone += 1;
}

/**
 * A query that is built and compiled once, then run with other values, straight on the statement SQLite keeps: for
 * those of each answer, where building takes longer than running. Resolves with its rows.
 */
export function ready<Row>(build: (tx: Tx) => Compilable<Row>) {
  let compiled: { sql: string; parameters: readonly unknown[] } | null = null;
  return async (tx: Tx, values: Readonly<Record<string, unknown>> = {}): Promise<Row[]> => {
    const { database } = under(tx);
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
