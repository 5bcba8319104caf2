import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkContent } from './files.ts';
import { type Finding, risk } from './finding.ts';
import { type Entry, isDatabaseContent, LONGEST, packing, unpack } from './packing.ts';
import type { Scene } from './scene.ts';

/** The most that is read of an archive, and of each file that it holds, in bytes. */
const LARGEST = 1024 * 1024 * 1024;
/** A database in a tar in a gzip is three. */
const DEEPEST = 4;

/** How a database is judged: where it lies, and what it is called. */
type Judge = (scene: Scene, path: string, named: string) => Finding[];

/** An archive beside the database: each file in it is read as if it lay there; what cannot be read is said. */
export function checkPacked(scene: Scene, path: string, judge: Judge): Finding[] {
  if (statSync(path).size > LARGEST) return unread(path);
  return checkEntry(scene, { name: path, content: readFileSync(path) }, judge, DEEPEST);
}

function checkEntry(scene: Scene, { name, content }: Entry, judge: Judge, depth: number): Finding[] {
  if (content === null) return unread(name);
  if (isDatabaseContent(content)) return checkDatabase(scene, content, name, judge);
  const kind = packing(content);
  if (kind === null) return content.length > LONGEST ? unread(name) : checkContent(scene, name, content);
  const entries = depth > 0 ? unpack(content, kind, LARGEST) : null;
  if (entries === null) return unread(name);
  return entries.flatMap((entry) => {
    const inside = { ...entry, name: entry.name === '' ? name : `${name} > ${entry.name}` };
    return checkEntry(scene, inside, judge, depth - 1);
  });
}

/** SQLite opens files only: it gets one that nobody else can read, for that time. */
function checkDatabase(scene: Scene, content: Buffer, named: string, judge: Judge): Finding[] {
  const folder = mkdtempSync(join(tmpdir(), 'percolateur-audit-'));
  try {
    const file = join(folder, 'copie.db');
    writeFileSync(file, content, { mode: 0o600 });
    return judge(scene, file, named);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function unread(file: string): Finding[] {
  return [risk('file_unread', { file })];
}
