import Database, { SqliteError } from 'better-sqlite3';
import { openOurs } from './ours.ts';

/** A value of the database, and where it stands. Numbers and empty ones hold nothing that is looked for. */
export type CellValue = { table: string; column: string; value: string | Buffer };

/** Every text and every blob, one after the other: a large commune has a million. */
export function eachCell(file: string, look: (cell: CellValue) => void): void {
  const sqlite = openOurs(file);
  try {
    const tables = sqlite
      .prepare<[], string>(
        "select name from sqlite_schema where type = 'table' and name <> 'sqlite_sequence'",
      )
      .pluck()
      .all();
    for (const table of tables) {
      for (const row of sqlite
        .prepare<[], Record<string, unknown>>(`select * from "${table.replaceAll('"', '""')}"`)
        .iterate()) {
        for (const [column, value] of Object.entries(row)) {
          if (typeof value === 'string' || Buffer.isBuffer(value)) look({ table, column, value });
        }
      }
    }
  } finally {
    sqlite.close();
  }
}

/** The most rows that are read of a database that is not ours. */
const MOST = 200_000;

/** Every row of a database that is not ours; none of a damaged one. */
export function foreignRows(file: string): unknown[][] {
  const rows: unknown[][] = [];
  let sqlite: Database.Database | null = null;
  try {
    sqlite = new Database(file, { readonly: true, fileMustExist: true });
    const tables = sqlite
      .prepare<[], string>("select name from sqlite_schema where type = 'table'")
      .pluck()
      .all();
    for (const table of tables) {
      const all = sqlite.prepare<[number], unknown[]>(
        `select * from "${table.replaceAll('"', '""')}" limit ?`,
      );
      for (const row of all.raw().iterate(MOST - rows.length)) rows.push(row);
    }
  } catch (error) {
    if (!(error instanceof SqliteError)) throw error;
  } finally {
    sqlite?.close();
  }
  return rows;
}
