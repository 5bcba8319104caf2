import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadProgramme } from '../../src/programme/load.ts';
import { EXAMPLE, editedExample, lineOf, problemsOf } from './folder.ts';

/** One mistake each: the file, the text and what replaces it, and what must be said on that very line. */
const MISTAKES: [name: string, file: string, from: string, to: string, said: RegExp][] = [
  [
    'unknown key',
    'programme.yml',
    '    services: []',
    '    servics: []',
    /clé inconnue « servics » ; vouliez-vous dire « services » \?/,
  ],
  ['missing colon', 'programme.yml', 'nom: Commune', 'nom Commune', /deux-points|« : »/],
  [
    'impossible date',
    'programme.yml',
    'lancement: 2026-12-01',
    'lancement: 2026-02-30',
    /« lancement: .* » .*2026-12-01/,
  ],
  [
    'date of another country',
    'programme.yml',
    'lancement: 2026-12-01',
    'lancement: 01.12.2026',
    /« lancement: .* » .*année-mois-jour/,
  ],
  ['zone', 'programme.yml', 'Europe/Paris', 'Europe/Pari', /« fuseau: .* » .*Europe\/Paris/],
  ['offset instead of a zone', 'programme.yml', 'Europe/Paris', '"+01:00"', /« fuseau: .* » .*Europe\/Paris/],
  ['country', 'programme.yml', 'pays: FR #', 'pays: France #', /« pays: .* » .*FR \(France\)/],
  ['region', 'programme.yml', 'region: #', 'region: 71 #', /région « 71 » inconnue ; laissez vide/],
  ['threshold under its floor', 'programme.yml', 'chiffre: 5', 'chiffre: 4', /« chiffre: .* » .*au moins 5/],
  ['group under its floor', 'programme.yml', 'groupe: 10', 'groupe: 9', /« groupe: .* » .*au moins 10/],
  ['hour', 'programme.yml', 'heure_hebdo: "09:30"', 'heure_hebdo: 9h30', /« heure_hebdo: .* » .*"09:30"/],
  [
    'hour outside working hours',
    'programme.yml',
    'heure_hebdo: "09:30"',
    'heure_hebdo: "18:00"',
    /hors des horaires/,
  ],
  ['day', 'programme.yml', 'jours: [lun, mar', 'jours: [lun, mard', /« jours: mard » .*lun, mar/],
  ['end before start', 'programme.yml', 'fin: "17:30"', 'fin: "07:30"', /« fin » vient avant/],
  [
    'too many messages',
    'programme.yml',
    'plafond_hebdo: 2',
    'plafond_hebdo: 5',
    /« plafond_hebdo: .* » .*de 1 à 2/,
  ],
  [
    'weekday of the card',
    'programme.yml',
    '  plafond_hebdo: 2',
    '  jour_hebdo: lun',
    /clé inconnue « jour_hebdo »/,
  ],
  [
    'unknown service of a wave',
    'programme.yml',
    '    services: []',
    '    services: [Urbanism]',
    /service « Urbanism » absent .*« Urbanisme »/,
  ],
  [
    'tool twice',
    'programme.yml',
    '  - id: bureautique',
    '  - id: assistant',
    /« assistant » est déjà pris à la ligne/,
  ],
  ['café twice', 'cafes.yml', 'id: terrain', 'id: courriels', /« courriels » est déjà pris à la ligne/],
  [
    'unknown service of a café',
    'cafes.yml',
    '[Services techniques]',
    '[Services technique]',
    /vouliez-vous dire « Services techniques »/,
  ],
  ['café hour', 'cafes.yml', '    heure: "13:30"', '    heure: 25:00', /« heure: .* » /],
  [
    'unknown service of a prompt',
    'cas-usage.yml',
    'services: [Urbanisme]',
    'services: [Urbanism]',
    /service « Urbanism » absent .*« Urbanisme »/,
  ],
  [
    'kind of question',
    'sondages/climat.yml',
    'type: texte',
    'type: libre',
    /« type: .* » .*choix, plusieurs, echelle, nombre ou texte/,
  ],
  ['points of a scale', 'sondages/climat.yml', 'points: 5', 'points: 4', /« points: .* » .*5 ou 7/],
  [
    'detail of another kind',
    'sondages/climat.yml',
    '    facultatif: oui',
    '    points: 5',
    /« points » ne va pas avec une question « texte »/,
  ],
  [
    'yes or no',
    'sondages/climat.yml',
    'facultatif: oui',
    'facultatif: peut-être',
    /« facultatif: .* » .*oui ou non/,
  ],
  ['closing', 'sondages/climat.yml', 'ferme: J+87', 'ferme: J+73', /moins de deux jours/],
  ['late baseline', 'sondages/etat-des-lieux.yml', 'ferme: J-1', 'ferme: J+1', /avant le lancement/],
  [
    'colon in a choice',
    'sondages/climat.yml',
    '- arreter: Arrêter',
    '- Arrêter : tout',
    /« choix » .*entre guillemets/,
  ],
  [
    'survey twice',
    'sondages/satisfaction.yml',
    'id: satisfaction',
    'id: climat',
    /« climat » est déjà pris par sondages\/climat.yml/,
  ],
  ['key twice', 'sondages/climat.yml', 'source: Feuille', 'titre: Feuille', /déjà écrite plus haut/],
  ['link of the memento', 'memento.md', 'lien:', 'lien: intranet', /« lien: .* » .*https/],
  [
    'key of the memento',
    'memento.md',
    'titre: Bien',
    'titer: Bien',
    /clé inconnue « titer » ; vouliez-vous dire « titre »/,
  ],
  ['heading of the memento', 'memento.md', '## Une personne décide', '# Une personne décide', /« ## »/],
  ['columns', 'agents.csv', 'a07;Zoé Roussel;', 'a07;Zoé;Roussel;', /12 colonnes au lieu de 11/],
  ['no separator', 'agents.csv', 'a07;Zoé Roussel;', 'a07\na08;Zoé Roussel;', /: 1 colonne au lieu de 11/],
  [
    'role',
    'agents.csv',
    'Urbanisme;agent|referent',
    'Urbanisme;agent|chef',
    /« roles » .*agent, referent, direction ou pilote/,
  ],
  ['id twice', 'agents.csv', 'a08;', 'a07;', /même « id » qu'à la ligne 8/],
  ['e-mail twice', 'agents.csv', 'manuel.adam@', 'Zoe.Roussel@', /même « courriel » qu'à la ligne 8/],
  ['id with a space', 'agents.csv', 'a08;', 'a 08;', /« id » ne convient pas/],
  ['channel', 'agents.csv', 'Urbanisme;agent;;', 'Urbanisme;agent;whatsapp;', /« canal » .*teams, slack/],
  ['days', 'agents.csv', 'lun-mar-jeu-ven', 'lundi-merkredi', /« jours » .*lun-mar-jeu/],
  ['quote', 'agents.csv', 'Manuel Adam', '"Manuel Adam', /guillemet n'est pas refermé/],
  [
    'spelling of a service',
    'agents.csv',
    'zoe.roussel@commune.example;Services techniques',
    'zoe.roussel@commune.example;services techniques',
    /écrivez « Services techniques »/,
  ],
];

describe('a mistake is told with its file, its line and what to write instead', () => {
  test.for(MISTAKES)('%s', async ([, file, from, to, said]) => {
    const line = await lineOf(file, from);
    const [problem = '', ...others] = await problemsOf(await editedExample([file, from, to]));
    expect(problem).toMatch(new RegExp(`^${file}:\\d+: .+ ; .+`));
    expect(problem).toMatch(said);
    expect(others.filter((other) => !other.startsWith(`${file}:`))).toEqual([]);
    const told = [problem, ...others].map((text) => Number(text.split(':')[1]));
    expect(told).toContain(line);
  });

  test('a missing key is told at the line of what it belongs to', async () => {
    const folder = await editedExample(['programme.yml', '    lancement: 2026-12-01\n', '']);
    const line = await lineOf('programme.yml', '- id: pilote');
    expect(await problemsOf(folder)).toEqual([
      `programme.yml:${line}: il manque « lancement » ; écrivez une date qui existe, comme 2026-12-01 (année-mois-jour)`,
    ]);
  });

  test('a café has a day or a date', async () => {
    const folder = await editedExample(['cafes.yml', '    jour: J+9\n', '']);
    expect(await problemsOf(folder)).toEqual([expect.stringContaining('il manque « jour » ou « date »')]);
  });
});

describe('a folder as a whole', () => {
  test('tells everything at once', async () => {
    const folder = await editedExample(
      ['programme.yml', 'chiffre: 5', 'chiffre: 3'],
      ['programme.yml', '    services: []', '    services: [Urbanism]'],
      ['cafes.yml', 'places: 15', 'places: beaucoup'],
      ['sondages/climat.yml', 'type: texte', 'type: libre'],
      ['agents.csv', 'a08;', 'a07;'],
    );
    await rm(join(folder, 'memento.md'));
    const problems = await problemsOf(folder);
    const files = problems.map((problem) => problem.split(':')[0]);
    expect(files).toEqual([
      'agents.csv',
      'programme.yml',
      'programme.yml',
      'memento.md',
      'sondages/climat.yml',
      'cafes.yml',
    ]);
  });

  test('tells a file that is not UTF-8, and where', async () => {
    const folder = await editedExample();
    const latin = Buffer.from('id;nom;service\na1;Ada;Finances\na2;Zoé;Finances\n', 'latin1');
    await writeFile(join(folder, 'agents.csv'), latin);
    expect(await problemsOf(folder)).toEqual([expect.stringMatching(/^agents.csv:3: .*UTF-8 ; enregistrez/)]);
  });

  test('tells what is missing from an empty place', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'percolateur-empty-'));
    onTestFinished(() => rm(empty, { recursive: true }));
    const problems = await problemsOf(empty);
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'agents.csv',
      'programme.yml',
      'memento.md',
      'sondages',
      'cas-usage.yml',
      'cafes.yml',
    ]);
  });

  test('tells a file that may not be read from one that is missing', async () => {
    const folder = await editedExample();
    await rm(join(folder, 'agents.csv'));
    await rm(join(folder, 'memento.md'));
    // A folder can be read by nobody, as a file of somebody else's.
    await mkdir(join(folder, 'agents.csv'));
    expect(await problemsOf(folder)).toEqual([
      expect.stringMatching(/^agents.csv:1: .* ne peut pas lire .*chgrp/),
      expect.stringMatching(/^memento.md:1: fichier introuvable ; .*programme\/exemple/),
    ]);
  });

  test('names the variable when there is no such place', async () => {
    const [problem] = await problemsOf(join(EXAMPLE, 'nulle-part'));
    expect(problem).toMatch(/^PROGRAMME : le dossier « .*nulle-part » n'existe pas/);
  });

  test('takes the ways of Windows: carriage returns, byte-order mark', async () => {
    const folder = await editedExample();
    const csv = '\uFEFFid;nom;service\r\na1;Zoé Faure;Urbanisme\r\n;;\r\n';
    const services = ['Services techniques', 'Population et accueil', 'Enfance et écoles', 'Finances'];
    const rest = [...services, 'Direction générale'].map(
      (service, index) => `b${index};Ada Roux;${service}\r\n`,
    );
    await writeFile(join(folder, 'agents.csv'), csv + rest.join(''));
    const { people } = await loadProgramme(folder);
    expect(people[0]).toMatchObject({
      id: 'a1',
      name: 'Zoé Faure',
      roles: ['agent'],
      locale: 'fr',
      days: null,
    });
  });

  test('never repeats a name or an e-mail', async () => {
    const folder = await editedExample(
      ['agents.csv', 'a07;Zoé Roussel;', 'a07;;Zoé Roussel;'],
      [
        'agents.csv',
        'a08;Manuel Adam;manuel.adam@commune.example',
        'a08;manuel.adam@commune.example;Manuel Adam',
      ],
      ['agents.csv', 'Urbanisme;agent;', 'agent;Urbanisme;'],
    );
    await appendFile(join(folder, 'agents.csv'), 'a09;Ada Secrète;ada.secrete@commune.example\n');
    const said = (await problemsOf(folder)).join('\n');
    expect(said).not.toMatch(/Zoé|Roussel|Manuel|Adam|Secrète|commune/i);
  });

  test('tells a bad launch or region given by hand', async () => {
    const problems = await problemsOf(EXAMPLE, { launch: '2026-13-01', region: 'BE' });
    expect(problems).toEqual([expect.stringContaining('FR-57'), expect.stringContaining('2026-13-01')]);
  });

  test('refuses a wave that would reach nobody among people given by hand', async () => {
    const folder = await editedExample(['programme.yml', '    services: []', '    services: [Finances]']);
    const { people } = await loadProgramme(EXAMPLE);
    const given = people.filter(({ department }) => department !== 'Finances');
    expect(await problemsOf(folder, { people: given })).toEqual([expect.stringContaining('personne')]);
  });
});
