import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { AUDIT_ACTS } from '../../src/domain/audit.ts';
import { textOf } from '../../src/engine/texts.ts';
import { staff } from '../support/commune.ts';
import { startProgram, words } from '../support/program.ts';
import { percolateur, placesOf, plainSpaces } from './support.ts';

const SERVICE = 'Services techniques';
const people = [
  ...staff(SERVICE, 14),
  { id: 'ref', department: SERVICE, roles: 'referent' },
  { id: 'pil', department: 'Direction générale', roles: 'pilote' },
];

describe('journal', () => {
  it('names every act in French', () => {
    for (const act of AUDIT_ACTS) expect(textOf(`journal.act.${act}`), act).toMatch(/^\p{Ll}/u);
  });

  it('says who did what, by chat or by the command line, and nothing of answers', async () => {
    const program = await startProgram({ people });
    const env = placesOf(program);
    expect((await percolateur(env, 'journal')).out).toBe("Aucun acte pour l'instant.");
    await program.travel('2026-12-03T12:00');
    await program.tap('p03', 'checkin.answer', { time: 'h1to2' });
    await program.act('pil', 'wave.act', { wave: 'pilote', act: 'pause', sure: true });
    await program.act('pil', 'wave.act', { wave: 'pilote', act: 'resume', sure: true });
    await percolateur(env, 'export', '--out', join(await mkdtemp(join(tmpdir(), 'percolateur-')), 'x'));
    const { out } = await percolateur(env, 'person-data', 'p03@commune.example');
    expect(out).toContain('Personne p03, Services techniques (identifiant p03)');
    await percolateur(env, 'erase', 'p04');
    const acts = JSON.parse((await percolateur(env, 'journal', '--json')).out);
    expect(acts).toEqual([
      {
        number: 5,
        on: '2026-12-03',
        actor: 'operator',
        act: 'person.erase',
        object: expect.stringMatching(/^erased:/),
      },
      { number: 4, on: '2026-12-03', actor: 'operator', act: 'person.read', object: 'p03' },
      { number: 3, on: '2026-12-03', actor: 'operator', act: 'export', object: '' },
      { number: 2, on: '2026-12-03', actor: 'pil', act: 'wave.resume', object: 'pilote' },
      { number: 1, on: '2026-12-03', actor: 'pil', act: 'wave.pause', object: 'pilote' },
    ]);
    const lines = (await percolateur(env, 'journal', '--last', '4')).out.split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[3]).toBe('jeudi 3 décembre 2026 : Personne pil, vague reprise (pilote)');
    expect(await percolateur(env, 'journal', '--last', 'tous')).toMatchObject({ code: 2 });
    // In the lead's chat too, and in nobody else's.
    expect(plainSpaces(words(await program.say('pil', 'vague journal')))).toContain(
      'Personne pil, vague reprise',
    );
    expect((await program.call('POST', 'people/p05/messages', { text: 'vague journal' })).body).not.toContain(
      'reprise',
    );
    // Whoever was read about sees it.
    const said = plainSpaces(words(await program.say('p03', 'mes-donnees')));
    expect(said).toContain("données d'une personne lues, par la personne qui exploite le service");
  });

  it('forgets the names of those who were erased', async () => {
    const program = await startProgram({ people });
    const env = placesOf(program);
    await program.travel('2026-12-03T12:00');
    await program.act('pil', 'wave.act', { wave: 'pilote', act: 'pause', sure: true });
    await percolateur(env, 'person-data', 'p03');
    await percolateur(env, 'erase', 'p03');
    await percolateur(env, 'erase', 'pil', '--force');
    expect(JSON.stringify(program.tables().audit)).not.toMatch(/\bp03\b|\bpil\b/);
    expect((await percolateur(env, 'journal')).out).toContain(
      "quelqu'un dont les données sont effacées, vague mise en pause",
    );
  });
});

describe('person-data', () => {
  it('writes the archive of the download, for its owner only, and never over another', async () => {
    const program = await startProgram({ people });
    const env = placesOf(program);
    const file = join(await mkdtemp(join(tmpdir(), 'percolateur-')), 'p03.zip');
    expect(await percolateur(env, 'person-data', 'p03', '--out', file)).toMatchObject({ code: 0 });
    const files = unzipSync(new Uint8Array(readFileSync(file)));
    expect(strFromU8(files['mes-donnees.txt'] ?? new Uint8Array())).toContain('Personne p03');
    expect(await percolateur(env, 'person-data', 'p03', '--out', file)).toMatchObject({ code: 2 });
    expect(await percolateur(env, 'person-data', 'personne')).toMatchObject({ code: 2 });
  });
});
