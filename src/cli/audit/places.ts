import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '../../domain/errors.ts';
import { type Finding, risk } from './finding.ts';

/** What a thief finds beside the database, or where they were told to look. */
export type Places = { copies: string[]; texts: string[] };

/** Larger ones are no log and no export. */
const LARGEST = 100 * 1024 * 1024;
const DEEPEST = 4;
/** Rights of the group and of everybody to read. */
const OTHERS = 0o044;
const TEXTS = /\.(log|json|jsonl|ndjson|csv|md|txt|html|out)$/i;
const MAGIC = 'SQLite format 3\0';
const OF_A_DATABASE = /-(wal|shm|journal)$/;

/** The folder of the database, alone; what was asked for, and all that is in it. */
export function placesAround(database: string, asked: readonly string[]): Places {
  const beside = readdirSync(dirname(database), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(dirname(database), entry.name))
    .filter((path) => TEXTS.test(path) || isDatabase(path));
  const files = [...beside, ...asked.flatMap((path) => filesIn(path, DEEPEST))];
  const own = realpathSync(database);
  const others = [...new Set(files.map((path) => realpathSync(path)))].filter(
    (path) => path !== own && !OF_A_DATABASE.test(path),
  );
  return {
    copies: others.filter(isDatabase),
    texts: others.filter((path) => !isDatabase(path) && statSync(path).size <= LARGEST),
  };
}

function filesIn(path: string, depth: number): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new Refusal('no_database', { file: path });
  if (found.isFile()) return [path];
  if (!found.isDirectory() || depth === 0) return [];
  return readdirSync(path).flatMap((name) => filesIn(join(path, name), depth - 1));
}

function isDatabase(path: string): boolean {
  const handle = openSync(path, 'r');
  try {
    const start = Buffer.alloc(MAGIC.length);
    readSync(handle, start, 0, MAGIC.length, 0);
    return start.toString('latin1') === MAGIC;
  } finally {
    closeSync(handle);
  }
}

/** Files of ours that other accounts of the machine can read. */
export function checkModes(database: string): Finding[] {
  const files = ['', '-wal', '-shm'].map((suffix) => database + suffix);
  return files
    .filter((path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & OTHERS) !== 0)
    .map((file) => risk('file_mode', { file }));
}
