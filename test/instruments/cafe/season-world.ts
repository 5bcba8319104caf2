import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { staff } from '../../support/commune.ts';
import { type Program, startProgram, words } from '../../support/program.ts';

export const SERVICE = 'Services techniques';
/** The first Café of the example: 10 December at 14:00, Salle du Lavoir. */
export const SESSION = 'demystifier';
export const yes = { session: SESSION, response: 'yes', card: true };
export const no = { ...yes, response: 'no' };
export const maybe = { ...yes, response: 'maybe' };

const hosts = [
  { id: 'ref', department: SERVICE, roles: 'referent', name: 'Odile Référente' },
  { id: 'pil', department: 'Finances', roles: 'pilote' },
];

/** Thursday 3 December, 09:30; six seats on the 10th unless told. */
export async function season(count = 9, seats = 6): Promise<Program> {
  const program = await startProgram({
    people: [...staff(SERVICE, count), ...hosts],
    edits: [['cafes.yml', 'places: 15', `places: ${seats}`]],
  });
  await program.travel('2026-12-03T09:30');
  return program;
}

export async function say(program: Program, id: string, verb: string, data: Record<string, unknown>) {
  const reply = await program.act(id, verb, data);
  return reply ? words({ text: reply.message.text, card: reply.message.card }) : '';
}

/** Writes the file of Cafés anew, and starts again on the same database. */
export async function rewrite(program: Program, change: (yaml: string) => string): Promise<void> {
  const file = join(program.programme, 'cafes.yml');
  const before = await readFile(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error('nothing was changed');
  await writeFile(file, after);
  await program.restart();
  await program.travel('PT1M');
}

/** The file without one Café. */
export function without(yaml: string, id: string): string {
  return yaml.replace(new RegExp(`  - id: ${id}\\n(?:    .*\\n)+\\n?`), '');
}

/** The messages of somebody's chat whose card starts so. */
export async function told(program: Program, id: string, heading: string): Promise<string[]> {
  return (await program.messages(id)).filter(({ text }) => text.startsWith(heading)).map(words);
}

export async function sent(program: Program, campaign: string): Promise<number> {
  return (await program.outbox()).find((report) => report.campaign === campaign)?.sent ?? 0;
}
