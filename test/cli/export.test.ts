import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { formatCsv } from '../../src/report/csv.ts';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';
import { percolateur, placesOf } from './support.ts';

const people = [
  ...staff('Services techniques', 14).map((person) => ({ ...person, name: `Zoé Vautrin ${person.id}` })),
  { id: 'dir', department: 'Services techniques', roles: 'direction', name: 'Ursule Grandjean' },
  { id: 'pil', department: 'Services techniques', roles: 'pilote', name: 'Odilon Pilote' },
];

/** A whole wave: half of the people answer each week, the leadership decides. */
async function finished() {
  const program = await startProgram({ people });
  for (const week of ['2026-12-03', '2026-12-10', '2026-12-17', '2026-12-24']) {
    await program.travel(`${week}T12:00`);
    for (const [index, { id }] of people.slice(0, 10).entries()) {
      await program.tap(id, 'checkin.answer', { time: ['h1to2', 'lt30', 'unused'][index % 3] ?? '' });
    }
  }
  await program.travel('2027-03-02T12:00');
  await program.act('dir', 'digest.decide', { decision: 'extend', wave: 'pilote', milestone: 'J90' });
  return { program, env: placesOf(program), folder: join(dirname(program.file), 'export') };
}

function table(folder: string, name: string): Record<string, string>[] {
  return parse(readFileSync(join(folder, name), 'utf8'), { delimiter: ';', bom: true, columns: true });
}

describe('outbox, digest show and export', () => {
  it('tell what was sent, show a review as it was, and publish without a name', async () => {
    const { program, env, folder } = await finished();

    const outbox = JSON.parse((await percolateur(env, 'outbox', '--json', '--campaign', 'weekly/')).out);
    expect(outbox.campaigns).toEqual(
      (await program.outbox()).filter(({ campaign }) => campaign.startsWith('weekly/')),
    );
    expect((await percolateur(env, 'outbox')).out).toMatch(/^Campagne +prévus +remis/);

    const shown = await percolateur(env, 'digest', 'show', 'J30', '--json');
    const stored = program.tables().digest?.find((row) => row.includes('"milestone":"J30"'));
    const { note, ...data } = JSON.parse(shown.out);
    expect(data).toEqual(JSON.parse(JSON.parse(stored ?? '').data));
    expect(note).toBeNull();
    expect((await percolateur(env, 'digest', 'show', 'J+15', '--markdown')).out).toMatch(/^# J\+15/);
    expect((await percolateur(env, 'digest', 'show', 'J45')).code).toBe(2);
    expect((await percolateur(env, 'digest', 'show', 'J30', '--wave', 'autre')).err).toContain('Pas encore');

    const onPaper = join(folder, '..', 'bilan.pdf');
    expect((await percolateur(env, 'digest', 'show', 'J90', '--pdf', onPaper)).code).toBe(0);
    expect(readFileSync(onPaper, 'latin1').slice(0, 5)).toBe('%PDF-');
    // Never over another file.
    expect((await percolateur(env, 'digest', 'show', 'J90', '--pdf', onPaper)).code).toBe(2);

    const { code, out } = await percolateur(env, 'export', '--out', folder, '--pdf', '--json');
    expect(code).toBe(0);
    for (const name of JSON.parse(out).files) expect(existsSync(join(folder, name)), name).toBe(true);
    const all = globSync('**/*.{csv,json,md}', { cwd: folder })
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    expect(all).not.toMatch(/Vautrin|Grandjean|Pilote\b(?! )|commune\.example|"p\d\d"|;p\d\d;/);
    expect(all).not.toContain('/reminder/');
    expect(JSON.parse(out).files.filter((name: string) => name.startsWith('documents/'))).toEqual([
      'documents/bilan-pilote-J15.pdf',
      'documents/bilan-pilote-J30.pdf',
      'documents/bilan-pilote-J90.pdf',
      'documents/rapport-pilote.pdf',
      'documents/note-pilote.pdf',
      'documents/note-pilote.md',
    ]);
    // The same review, the same bytes, whichever way it is asked for.
    expect(readFileSync(join(folder, 'documents/bilan-pilote-J90.pdf'))).toEqual(readFileSync(onPaper));
    expect(readFileSync(join(folder, 'documents/note-pilote.md'), 'utf8')).toContain('étendre (une voix');
    const acts = (program.tables().audit ?? []).map((row) => JSON.parse(row));
    expect(acts.filter(({ act }) => act === 'export').map(({ actor, object }) => [actor, object])).toEqual([
      ['operator', 'pilote/J90'],
      ['operator', ''],
    ]);
    expect(table(folder, 'decisions.csv')).toMatchObject([{ vague: 'pilote', role: 'direction' }]);
    const block = table(folder, 'resultats.csv').filter(({ ronde }) => ronde === 'block/pilote/1');
    expect(block.find(({ question, choix }) => question === 'time' && choix === 'h1to2')).toMatchObject({
      service: 'ensemble',
      choix_intitule: '1 à 2 h',
      nombre: '8',
      total: '20',
    });
    expect(table(folder, 'rondes.csv').find(({ ronde }) => ronde === 'checkin/pilote/1')).toMatchObject({
      invites: '16',
      reponses: '10',
    });
    const described = table(folder, 'dictionnaire.csv');
    for (const { fichier, colonne, type, sens } of described)
      expect([type, sens], `${fichier} ${colonne}`).not.toContain('');
    for (const name of globSync('*.csv', { cwd: folder })) {
      if (name === 'dictionnaire.csv') continue;
      const [header = ''] = readFileSync(join(folder, name), 'utf8').slice(1).split('\r\n');
      expect(described.filter(({ fichier }) => fichier === name).map(({ colonne }) => colonne)).toEqual(
        header.split(';'),
      );
    }
  });
});

describe('a CSV cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    // Some spreadsheets pass over spaces.
    [' =1+1', "' =1+1"],
    ['\u00a0+1', "'\u00a0+1"],
    ['\t=1', "'\t=1"],
    [' dit', ' dit'],
    ['a;b', '"a;b"'],
    ['dit « "oui" »', '"dit « ""oui"" »"'],
    ['=a\nb', '"\'=a\nb"'],
  ])('%j is %j', (cell, written) => {
    expect(formatCsv({ columns: ['a'], rows: [[cell]] })).toBe(`\uFEFFa\r\n${written}\r\n`);
  });
});
