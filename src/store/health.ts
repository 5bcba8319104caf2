import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '../domain/errors.ts';
import { missingMigrations } from './migrate.ts';
import { openOurs, vitalsOf } from './ours.ts';
import { SANDBOX_CLOCK } from './setting.ts';

/** What can be said of a database file without changing it. */
export type DatabaseHealth =
  | { state: 'absent'; folderWritable: boolean }
  | { state: 'not_ours' }
  | {
      state: 'ours';
      writable: boolean;
      /** To run, and run by a newer version. */
      migrations: { todo: string[]; unknown: string[] };
      /** Somebody else on this machine can read it. */
      readableByOthers: boolean;
      /** Instant of the last thing done, ISO UTC; empty: nothing yet. */
      lastDone: string;
      sandboxClock: string | null;
      bytes: number;
    };

export function databaseHealth(file: string): DatabaseHealth {
  if (!existsSync(file)) return { state: 'absent', folderWritable: isWritable(nearestFolder(file)) };
  try {
    const sqlite = openOurs(file);
    const done = sqlite.prepare<[], { name: string }>('select name from migration').all();
    const clock = sqlite
      .prepare<[string], { value: string }>('select value from setting where key = ?')
      .get(SANDBOX_CLOCK);
    sqlite.close();
    const { size, mode } = statSync(file);
    return {
      state: 'ours',
      writable: isWritable(file) && isWritable(dirname(file)),
      migrations: missingMigrations(done.map(({ name }) => name)),
      readableByOthers: (mode & 0o007) !== 0,
      lastDone: vitalsOf(file).lastDone,
      sandboxClock: clock?.value ?? null,
      bytes: size,
    };
  } catch (error) {
    if (error instanceof Refusal) return { state: 'not_ours' };
    throw error;
  }
}

/** The folder itself, or the first one above it that is there. */
export function nearestFolder(file: string): string {
  const folder = dirname(file);
  return existsSync(folder) || folder === dirname(folder) ? folder : nearestFolder(folder);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
