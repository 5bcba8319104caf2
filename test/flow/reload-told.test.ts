import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { began, editFile, problemsOf, told } from '../support/reload.ts';

it('a Café that is called off is told by its name, and back on as well', async () => {
  const program = await began();
  await editFile(program, 'cafes.yml', '  - id: courriels\n', '  - id: courriels\n    annule: oui\n');
  await program.travel('PT1M');
  expect((await told(program)).at(-1)).toMatch(
    /cafes\.yml : un Café annulé \(« Répondre mieux .* », .* à 10 h\)\.\nLes personnes inscrites à un Café déplacé, annulé ou retiré/,
  );
  await editFile(program, 'cafes.yml', 'annule: oui', 'annule: non');
  await program.travel('PT1M');
  expect((await told(program)).at(-1)).toMatch(/cafes\.yml : un Café rétabli \(« Répondre mieux /);
  await editFile(program, 'cafes.yml', 'places: 15', 'places: 14');
  await program.travel('PT1M');
  expect((await told(program)).at(-1)).toMatch(/cafes\.yml : un Café modifié \(« .+ »\)/);
});

it('a setting of the rhythm is told by its name', async () => {
  const program = await began();
  await editFile(program, 'programme.yml', 'rythme:\n', 'rythme:\n  note_hebdo: oui\n');
  await program.travel('PT1M');
  expect((await told(program)).at(-1)).toContain(
    'programme.yml : note de la semaine à la direction demandée.',
  );
  await editFile(program, 'programme.yml', '  note_hebdo: oui\n', '');
  await program.travel('PT1M');
  expect((await told(program)).at(-1)).toContain('plus de note de la semaine à la direction');
});

it('the rounds that go with a file are told', async () => {
  const program = await began();
  await rm(join(program.programme, 'sondages', 'satisfaction.yml'));
  await program.travel('PT1M');
  expect(await problemsOf(program)).toEqual([]);
  expect((await told(program)).at(-1)).toMatch(
    /« .+ » ne sera pas demandé le lundi 21 décembre 2026 à « Vague pilote » : ce tour était à venir\./,
  );
});

it('a wave that nobody is in is told', async () => {
  const program = await began();
  const wave = '  - id: suite\n    nom: Suite\n    lancement: 2027-01-05\n    services: []\n';
  await editFile(program, 'programme.yml', '\n# Les outils', `\n${wave}\n# Les outils`);
  await program.travel('PT1M');
  expect(await problemsOf(program)).toEqual([]);
  expect((await told(program)).at(-1)).toContain("Personne n'est dans « Suite »");
});
