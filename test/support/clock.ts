import Database from 'better-sqlite3';
import { Temporal } from 'temporal-polyfill';
import { SANDBOX_CLOCK } from '../../src/store/setting.ts';
import type { Program } from './program.ts';

/**
 * Stops the program and starts it again when its machine's clock says something else (local, `2026-12-16T09:00`), as
 * after a long stop, or a clock that was wrong: nothing is played in between, and it looks at what is due then.
 */
export async function wakeAt(program: Program, local: string, zone = 'Europe/Paris'): Promise<void> {
  const instant = Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
  const database = new Database(program.file);
  try {
    database
      .prepare(
        'insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
      )
      .run(SANDBOX_CLOCK, instant.toString());
  } finally {
    database.close();
  }
  await program.restart();
  await program.travel('PT0S');
}
