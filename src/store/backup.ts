import { constants, existsSync, renameSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { Refusal } from '../domain/errors.ts';
import { isInUse } from './in-use.ts';
import { openOurs, type Vitals, vitalsOf } from './ours.ts';
import { ensurePrivateFile } from './private-file.ts';
import { rawCopyOf, sweepRawCopies } from './raw-copies.ts';
import { closeWhatIsOpen } from './shut.ts';

/** What a copy no longer holds: the rounds that were open, closed in it without results. */
export type Copied = { closedRounds: string[] };

/**
 * Copies a database, while the service runs or not. Nothing is open in the copy: it is closed beside the database,
 * and only then written where it was asked.
 * @throws Refusal `no_database`, `backup_exists` when there is already a file there, `backup_write`.
 */
export async function backup(database: string, file: string): Promise<Copied> {
  if (!existsSync(database)) throw new Refusal('no_database', { file: database });
  if (existsSync(file)) throw new Refusal('backup_exists', { file });
  return withCopy(database, database, async (copy) => {
    const closedRounds = closeWhatIsOpen(copy);
    await copyFile(copy, file, constants.COPYFILE_EXCL).catch(() => {
      throw new Refusal('backup_write', { file });
    });
    return { closedRounds };
  });
}

/**
 * Puts a copy in the place of the database; what was open in it, were it a raw copy, is closed on the way.
 * @throws Refusal `no_backup`, `not_ours`, `database_in_use`, or `restore_loses` when the database knows more than the copy and
 * `force` is not set.
 */
export async function restore(file: string, database: string, force: boolean): Promise<Copied> {
  if (!existsSync(file)) throw new Refusal('no_backup', { file });
  return withCopy(file, database, async (copy) => {
    const closedRounds = closeWhatIsOpen(copy);
    if (existsSync(database)) {
      if (isInUse(database)) throw new Refusal('database_in_use');
      if (!force && knowsMore(vitalsOf(database), vitalsOf(copy))) throw new Refusal('restore_loses');
    }
    for (const suffix of ['-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
    renameSync(copy, database);
    return { closedRounds };
  });
}

function knowsMore(here: Vitals, there: Vitals): boolean {
  return (
    here.lastDone > there.lastDone ||
    here.people > there.people ||
    here.frozen > there.frozen ||
    here.digests > there.digests
  );
}

/** A private copy beside the database, taken through SQLite so that the write-ahead log is in it, and removed at the end. */
async function withCopy<T>(source: string, database: string, work: (copy: string) => Promise<T>): Promise<T> {
  const copy = rawCopyOf(database);
  const sqlite = openOurs(source);
  try {
    ensurePrivateFile(copy);
    sweepRawCopies(database);
    await sqlite.backup(copy);
    return await work(copy);
  } finally {
    sqlite.close();
    rmSync(copy, { force: true });
  }
}
