import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../../domain/errors.ts';
import { type Finding, risk } from './finding.ts';
import { isDatabaseContent, LONGEST, packing } from './packing.ts';

/** What a thief finds beside the database, or where they were told to look. */
export type Places = {
  copies: string[];
  texts: string[];
  /** Archives and compressed files, and what is too large to be read as a text. */
  packed: string[];
};

const DEEPEST = 4;
/** Rights of the group and of everybody to read. */
const OTHERS = 0o044;
/** Beside a database everything is read but what holds a secret by its nature, and programs and pictures. */
const ELSEWHERE = /^(secret|\.env.*)$|\.(ts|js|mjs|cjs|node|png|jpe?g|svg|woff2?)$/i;
const OF_A_DATABASE = /-(wal|shm|journal)$/;

/** The folder of the database, alone; what was asked for, and all that is in it. */
export function placesAround(database: string, asked: readonly string[]): Places {
  const beside = readdirSync(dirname(database), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(dirname(database), entry.name))
    .filter((path) => !ELSEWHERE.test(basename(path)));
  const files = [...beside, ...asked.flatMap((path) => filesIn(path, DEEPEST))];
  const own = realpathSync(database);
  const others = [...new Set(files.map((path) => realpathSync(path)))].filter(
    (path) => path !== own && !OF_A_DATABASE.test(path),
  );
  return {
    copies: others.filter(isDatabase),
    texts: others.filter((path) => !isDatabase(path) && !isPacked(path)),
    packed: others.filter(isPacked),
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
  return isDatabaseContent(startOf(path));
}

function isPacked(path: string): boolean {
  const start = startOf(path);
  return packing(start) !== null || (!isDatabaseContent(start) && statSync(path).size > LONGEST);
}

/** Enough of a file to tell what it is. */
function startOf(path: string): Buffer {
  const handle = openSync(path, 'r');
  try {
    const start = Buffer.alloc(512);
    return start.subarray(0, readSync(handle, start, 0, start.length, 0));
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
