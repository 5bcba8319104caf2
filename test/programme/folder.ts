import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { StartupError } from '../../src/domain/errors.ts';
import { type LoadOptions, loadProgramme } from '../../src/programme/load.ts';

export const EXAMPLE = join(import.meta.dirname, '../../programme/exemple');

/** A copy of the example, removed after the test, in which some texts are replaced: `[file, from, to]`. */
export async function editedExample(...edits: [file: string, from: string, to: string][]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'percolateur-programme-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(EXAMPLE, folder, { recursive: true });
  for (const [file, from, to] of edits) {
    const text = await readFile(join(folder, file), 'utf8');
    if (!text.includes(from)) throw new Error(`« ${from} » is not in ${file}`);
    await writeFile(
      join(folder, file),
      text.replace(from, () => to),
    );
  }
  return folder;
}

/** What is wrong with a folder, empty when nothing is. */
export async function problemsOf(folder: string, options?: LoadOptions): Promise<string[]> {
  try {
    await loadProgramme(folder, options);
    return [];
  } catch (error) {
    if (error instanceof StartupError) return error.problems;
    throw error;
  }
}

/** The line of the example's file that holds a text. */
export async function lineOf(file: string, text: string): Promise<number> {
  const lines = (await readFile(join(EXAMPLE, file), 'utf8')).split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}
