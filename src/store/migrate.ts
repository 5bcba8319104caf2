import { readdirSync, readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { StartupError } from '../domain/errors.ts';

const FOLDER = new URL('../../db/migrations/', import.meta.url);

/** Runs the migrations not yet run, in the order of their names, each in its own transaction. Forward only. */
export function migrate(sqlite: Database.Database): string[] {
  sqlite.exec('create table if not exists migration (name text primary key) strict, without rowid');
  const done = sqlite.prepare<[], { name: string }>('select name from migration').all();
  const { todo, unknown } = missingMigrations(done.map((row) => row.name));
  if (unknown.length > 0) {
    throw new StartupError([
      `La base de données vient d'une version plus récente (${unknown.join(', ')}) : mettez Percolateur à jour.`,
    ]);
  }
  for (const name of todo) {
    sqlite.transaction(() => {
      sqlite.exec(readFileSync(new URL(name, FOLDER), 'utf8'));
      sqlite.prepare('insert into migration (name) values (?)').run(name);
    })();
  }
  return todo;
}

/** Of a database that ran `done`: the migrations still to run, and those only a newer version knows. */
export function missingMigrations(done: readonly string[]): { todo: string[]; unknown: string[] } {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return {
    todo: files.filter((name) => !done.includes(name)),
    unknown: done.filter((name) => !files.includes(name)),
  };
}

/** The schema as SQLite has it: db/schema.sql is this text, reviewed in every diff. */
export function schemaText(sqlite: Database.Database): string {
  const rows = sqlite
    .prepare<[], { sql: string }>(
      "select sql from sqlite_schema where sql is not null and name not like 'sqlite_%' order by type desc, name",
    )
    .all();
  return `${rows.map((row) => `${row.sql};`).join('\n\n')}\n`;
}
