import { appendFileSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * Loaded before the program (`--import`): once `KILL_AFTER` was run, the process kills itself as a power cut would, at
 * the statement that begins with `KILL_AT`. Every statement of ours goes through these methods.
 */
const after = process.env.KILL_AFTER ?? '';
const at = process.env.KILL_AT ?? '';
let armed = after === '';

function see(sql: string): void {
  if (armed && sql.toLowerCase().startsWith(at)) {
    appendFileSync(process.env.KILL_LOG ?? '/dev/null', `${sql.slice(0, 60)}\n`);
    process.kill(process.pid, 'SIGKILL');
    // The signal comes when it comes: nothing else is to happen.
    for (;;);
  }
  if (sql.toLowerCase().startsWith(after)) armed = true;
}

if (at !== '') {
  const sqlite = new Database(':memory:');
  const statement = Object.getPrototypeOf(sqlite.prepare('select 1'));
  sqlite.close();
  for (const method of ['run', 'all', 'get']) {
    const real = statement[method];
    statement[method] = function (this: { source: string }, ...values: unknown[]) {
      see(this.source);
      return real.apply(this, values);
    };
  }
  const exec = Database.prototype.exec;
  Database.prototype.exec = function (this: Database.Database, sql: string) {
    see(sql);
    return exec.call(this, sql);
  };
}
