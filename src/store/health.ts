import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '../domain/errors.ts';
import { missingMigrations } from './migrate.ts';
import { openOurs, readVitals } from './ours.ts';
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
      /** Of the write-ahead log beside it. */
      walBytes: number;
      /** `wal`, unless another program changed it. */
      journal: string;
      /** Of its pages, those that hold nothing: what was deleted since it was last rewritten. */
      freeBytes: number;
      /** User id of its owner. */
      owner: number;
    };

export function databaseHealth(file: string): DatabaseHealth {
  if (!existsSync(file)) return { state: 'absent', folderWritable: isWritable(nearestFolder(file)) };
  try {
    const sqlite = openOurs(file);
    const done = sqlite.prepare<[], { name: string }>('select name from migration').all();
    const clock = sqlite
      .prepare<[string], { value: string }>('select value from setting where key = ?')
      .get(SANDBOX_CLOCK);
    const [journal, free, page] = ['journal_mode', 'freelist_count', 'page_size'].map((name) =>
      sqlite.pragma(name, { simple: true }),
    );
    const { lastDone } = readVitals(sqlite);
    sqlite.close();
    const { size, mode, uid } = statSync(file);
    return {
      state: 'ours',
      writable: isWritable(file) && isWritable(dirname(file)),
      migrations: missingMigrations(done.map(({ name }) => name)),
      readableByOthers: (mode & 0o007) !== 0,
      lastDone,
      sandboxClock: clock?.value ?? null,
      bytes: size,
      walBytes: statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0,
      journal: String(journal),
      freeBytes: Number(free) * Number(page),
      owner: uid,
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
