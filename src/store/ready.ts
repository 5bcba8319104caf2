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

/**
 * What is under a transaction that is open. `written` counts the rows written so far, all transactions together; `apart`
 * those of them that no reading kept in memory is about.
 */
type Under = { database: SqliteDatabase; written(): number; undone: number; apart: number };

const open = new WeakMap<object, Under>();

/** Runs `work` in `tx`, with the database where its ready queries go. */
export async function withReady<T>(
  tx: Tx,
  under: Pick<Under, 'database' | 'written'>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  open.set(tx, { ...under, undone: 0, apart: 0 });
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
  const { written, undone, apart } = under(tx);
  return written() + undone - apart;
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
  const statementOf = compileOnce(build);
  return async (tx: Tx, values: Values = {}): Promise<Row[]> => {
    const { statement, parameters } = statementOf(tx, values);
    return rowsOf<Row>(statement.all(parameters));
  };
}

/**
 * The same for one that writes, in a table that no reading kept in memory is about: those (`remembered`) hold on.
 * Resolves with the number of rows written.
 */
export function readyApart(build: (tx: Tx) => Compilable) {
  const statementOf = compileOnce(build);
  return async (tx: Tx, values: Values): Promise<number> => {
    const { statement, parameters } = statementOf(tx, values);
    const changes = Number(statement.run(parameters).changes);
    under(tx).apart += changes;
    return changes;
  };
}

type Values = Readonly<Record<string, unknown>>;

function compileOnce(build: (tx: Tx) => Compilable) {
  let compiled: { sql: string; parameters: readonly unknown[] } | null = null;
  return (tx: Tx, values: Values) => {
    compiled ??= build(tx).compile();
    return {
      statement: under(tx).database.prepare(compiled.sql),
      parameters: compiled.parameters.map((one) => (one instanceof Place ? values[one.name] : one)),
    };
  };
}

/** As Kysely does: what a query selects is known when it is built, SQLite says nothing of it. */
function rowsOf<Row>(rows: unknown[]): Row[];
function rowsOf(rows: unknown[]): unknown[] {
  return rows;
}
