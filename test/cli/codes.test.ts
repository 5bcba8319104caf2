import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';
import { percolateur, placesOf } from './support.ts';

const SERVICE = 'Services techniques';
const people = [
  ...staff(SERVICE, 12),
  ...staff(SERVICE, 3, 'route').map((person) => ({ ...person, channel: 'aucun' })),
];
const URL_OPTION = ['--url', 'https://percolateur.example'];

async function open(at = '2026-11-17T10:00') {
  const program = await startProgram({ people });
  await program.travel(at);
  const out = join(program.programme, 'codes.pdf');
  const codes = (...args: string[]) =>
    percolateur(placesOf(program), 'codes', '--out', out, ...URL_OPTION, ...args);
  return { program, out, codes };
}

describe('percolateur codes', () => {
  it('prints one slip for each person without a chat, for nobody else to read', async () => {
    const { out, codes } = await open();
    const made = await codes('--json');
    expect(made.err).toBe('');
    expect(JSON.parse(made.out)).toMatchObject({
      round: 'survey/pilote/etat-des-lieux/1',
      count: 3,
      file: out,
    });
    const pdf = readFileSync(out);
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(pdf.includes('/Lang (fr-FR)')).toBe(true);
    expect(pdf.includes('/StructTreeRoot')).toBe(true);
    expect(statSync(out).mode & 0o077).toBe(0);
    const again = await codes();
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toContain('Aucun code à faire');
  });

  it('makes no code when the sheet cannot be written: a file is never overwritten', async () => {
    const { program, codes } = await open();
    await codes();
    const before = program.tables().code;
    const refused = await codes('--again');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('existe-t-il déjà');
    expect(program.tables().code).toEqual(before);
  });

  it.each([
    ['2026-11-16T09:00', [], 'Aucun sondage de ce nom'],
    ['2026-11-17T10:00', ['climat'], 'Aucun sondage de ce nom'],
  ])('refuses when there is nothing to answer (%s %j)', async (at, args, told) => {
    const { codes } = await open(at);
    const refused = await codes(...args);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain(told);
  });

  it('asks for the address that people will open', async () => {
    const { program, out } = await open();
    const refused = await percolateur(placesOf(program), 'codes', '--out', out);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('PUBLIC_URL');
  });
});
