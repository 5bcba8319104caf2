import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Copies of a database on their way to be closed, beside it: a backup or a restore takes one, and removes it. One that
 * was killed leaves it there, with the answers of what was open. Its name tells who made it: this machine and a process.
 */
const NAME = /^\.percolateur-([0-9a-f]{8})-(\d+)-[0-9a-f-]{36}\.db(?:-wal|-shm|-journal)?$/;

/** No copy takes so long: of another machine, which shares the folder, it is what is known. */
const DAY = 24 * 60 * 60 * 1000;

/** Where to make one, beside a database. */
export function rawCopyOf(database: string): string {
  return join(dirname(database), `.percolateur-${machine()}-${process.pid}-${randomUUID()}.db`);
}

/** Removes, beside a database, those whose process is gone; those at work are left alone. */
export function sweepRawCopies(database: string): void {
  const folder = dirname(database);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const [, place, pid] = NAME.exec(entry.name) ?? [];
    if (!entry.isFile() || place === undefined) continue;
    const path = join(folder, entry.name);
    const isGone = place === machine() ? !isRunning(Number(pid)) : isOld(path);
    if (isGone || isOld(path)) remove(path);
  }
}

/** Another account's: the audit tells of it, and nothing else waits for it. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/** Containers that share a folder have processes of the same number. */
function machine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isOld(path: string): boolean {
  const { mtimeMs = Number.POSITIVE_INFINITY } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return mtimeMs < Date.now() - DAY;
}
