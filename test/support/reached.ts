import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll } from 'vitest';
import { type Program, startProgram } from './program.ts';

/**
 * A moment that takes long to come to, gone through once for all the tests of a file: each of them gets a program of
 * its own, started on a copy of what the first one left. Called beside the tests, not in one.
 */
export function reached(come: () => Promise<Program>): () => Promise<Program> {
  let left: Promise<string> | null = null;
  afterAll(async () => {
    if (left) await rm(await left, { recursive: true });
  });
  return async () => {
    left ??= come().then(leave);
    return startProgram({ left: await left });
  };
}

/** A copy of all that a program keeps, while it runs: database, secret, programme. */
async function leave({ file, programme }: Program): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'percolateur-left-'));
  const database = new Database(file, { readonly: true });
  try {
    await database.backup(join(folder, 'percolateur.db'));
  } finally {
    database.close();
  }
  await cp(join(dirname(file), 'secret'), join(folder, 'secret'));
  await cp(programme, join(folder, 'programme'), { recursive: true });
  return folder;
}
