import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { staff } from '../../support/commune.ts';
import { type Program, startProgram } from '../../support/program.ts';

export const SERVICE = 'Services techniques';
export const people = [
  ...staff(SERVICE, 10),
  { id: 'ref', department: SERVICE, roles: 'referent', name: 'Odile Référente' },
  { id: 'pil', department: 'Finances', roles: 'pilote', name: 'Paul Pilote' },
  { id: 'fin', department: 'Finances', roles: 'referent', name: 'Fanny Référente' },
];

/** Writes the memento anew, and starts again with it. */
export async function rewrite(program: Program, ...edits: [from: string, to: string][]): Promise<void> {
  const file = join(program.programme, 'memento.md');
  let text = await readFile(file, 'utf8');
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`« ${from} » is not in memento.md`);
    text = text.replace(from, () => to);
  }
  await writeFile(file, text);
  await program.restart();
}

export async function launched(): Promise<Program> {
  const program = await startProgram({ people });
  await program.travel('2026-12-01T09:00');
  return program;
}

export const campaign = async (program: Program, name: string) =>
  (await program.outbox()).find((report) => report.campaign === name);
export const last = async (program: Program, id: string) => {
  const message = (await program.messages(id)).at(-1);
  if (!message) throw new Error(`nothing for ${id}`);
  return message;
};

export const NEW_VERSION: [string, string] = ['version: 1.0', 'version: 1.1'];
export const NEW_RULE: [string, string] = [
  '# Ce que je vérifie',
  '## Pas de voix clonée\n\nJamais la voix de **quelqu’un**.\n\n# Ce que je vérifie',
];
