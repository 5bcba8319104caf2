import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainSpaces } from '../cli/support.ts';
import { type Inhabitant, staff } from './commune.ts';
import { type Program, type ProgramOptions, startProgram, words } from './program.ts';

const PEOPLE: Inhabitant[] = [
  ...staff('Finances', 12),
  { id: 'pilote', department: 'Direction', roles: 'pilote' },
  { id: 'dgs', department: 'Direction', roles: 'direction' },
];

/** A programme that has begun, with twelve agents of one service (`p01` to `p12`), a lead and a leader. */
export async function began(to = '2026-12-01T10:00', options: ProgramOptions = {}): Promise<Program> {
  const program = await startProgram({ people: PEOPLE, ...options });
  await program.travel(to);
  return program;
}

/** Puts a text in the place of another in a file of its folder, as an editor does. */
export async function editFile(
  { programme }: Program,
  name: string,
  from: string,
  to: string,
): Promise<void> {
  const file = join(programme, name);
  const text = await readFile(file, 'utf8');
  if (!text.includes(from)) throw new Error(`« ${from} » is not in ${name}`);
  await writeFile(
    file,
    text.replace(from, () => to),
  );
}

/** What the lead was told of the folder, one text a message. */
export async function told(program: Program): Promise<string[]> {
  const texts = (await program.messages('pilote')).map((message) => plainSpaces(words(message)));
  return texts.filter((text) => /^(Le programme a changé|Changement du programme refusé)/.test(text));
}

/** What the sandbox says is wrong with the folder. */
export async function problemsOf(program: Program): Promise<string[]> {
  const { body } = await program.call('GET', 'clock');
  return body.problems.map(plainSpaces);
}

export async function stateOf(program: Program, id: string): Promise<string | undefined> {
  const { body }: { body: { id: string; state: string }[] } = await program.call('GET', 'people');
  return body.find((person) => person.id === id)?.state;
}
