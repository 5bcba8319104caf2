import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { words } from '../support/program.ts';
import { began, editFile, problemsOf, stateOf, told } from '../support/reload.ts';

const ROUND = 'survey/pilote/satisfaction/1';

describe('a valid change of the programme folder', () => {
  it('is in force from the next turn, and the lead learns what it changes', async () => {
    const program = await began();
    await editFile(program, 'programme.yml', 'heure_hebdo: "09:30"', 'heure_hebdo: "08:45"');
    await editFile(program, 'programme.yml', 'nom: Commune de Val-Serein', 'nom: Commune de Val-Clair');
    await program.travel('2026-12-03T12:00');
    expect((await program.offering('p01', 'checkin.answer')).at).toBe('2026-12-03T08:45');
    expect(await told(program)).toEqual([
      [
        'Le programme a changé',
        'programme.yml : nom de la collectivité, carte de la semaine à 8 h 45 au lieu de 9 h 30.',
        'Prochaine carte de la semaine : jeudi 3 décembre à 8 h 45.',
        "Ce qui est déjà prévu garde son jour et son heure ; le texte sera celui d'aujourd'hui.",
      ].join('\n'),
    ]);
    const page = await fetch(`${program.url()}/confidentialite`);
    expect(await page.text()).toContain('Val-Clair');
    expect(await problemsOf(program)).toEqual([]);
  });

  it('moves, adds and removes Cafés, and counts the people who come and go', async () => {
    const program = await began();
    await editFile(program, 'cafes.yml', 'jour: J+14', 'jour: J+15');
    await editFile(program, 'cafes.yml', '  - id: terrain', '  - id: autre-terrain');
    await editFile(program, 'agents.csv', 'p12;Personne p12', 'p13;Personne p13');
    await editFile(program, 'agents.csv', 'p12@commune.example', 'p13@commune.example');
    await editFile(program, 'agents.csv', 'p11@commune.example;Finances', 'p11@commune.example;Direction');
    await program.travel('PT1M');
    const [notice = ''] = await told(program);
    expect(notice).toContain('agents.csv : une arrivée, un départ, un changement de service.');
    expect(notice).toMatch(
      /cafes\.yml : un Café déplacé \(« Répondre mieux .* », mercredi 16 décembre à 10 h\), un Café ajouté .*, un Café retiré/,
    );
    expect(notice).toContain(
      'Les personnes inscrites à un Café déplacé, annulé ou retiré en sont prévenues.',
    );
    expect(notice).not.toContain('Personne p');
    expect(await stateOf(program, 'p12')).toBe('left');
    expect(await stateOf(program, 'p13')).toBe('active');
    await program.travel('2026-12-03T12:00');
    expect((await program.offering('p13', 'checkin.answer')).at).toBe('2026-12-03T09:30');
  });

  it('asks what is written when a survey opens, and leaves it so until it closes', async () => {
    const program = await began();
    const file = 'sondages/satisfaction.yml';
    await editFile(program, file, "L'IA facilite-t-elle votre travail ?", "L'IA vous aide-t-elle ?");
    await program.travel('2026-12-22T12:00');
    const asked = words(await program.offering('p01', 'survey.answer'));
    expect(asked).toContain("L'IA vous aide-t-elle");
    await editFile(program, file, "L'IA vous aide-t-elle ?", "L'IA vous plaît-elle ?");
    await editFile(program, file, 'ferme: J+27', 'ferme: J+25');
    await program.travel('PT1M');
    const notice = (await told(program)).at(-1);
    expect(notice).toMatch(/^sondages : « .* » changé \(questions, dates\)\.$/m);
    expect(notice).toContain(
      "est ouvert jusqu'au lundi 28 décembre à 0 h : ses questions et sa clôture ne changent pas",
    );
    await program.tap('p01', 'survey.answer', { q_facilite: '4' });
    await program.tap('p01', 'survey.edit');
    expect(words(await program.offering('p01', 'survey.answer'))).toContain("L'IA vous aide-t-elle");
    await program.travel('2026-12-27T12:00');
    expect(await program.act('p02', 'survey.answer', { round: ROUND, q_facilite: '5' })).not.toHaveProperty(
      'refused',
    );
  });

  it('tells the reviews of a wave that is added, or moved before it begins', async () => {
    const program = await began();
    const wave = '  - id: suite\n    nom: Suite\n    lancement: 2027-03-02\n    services: [Direction]\n';
    await editFile(program, 'programme.yml', '\n# Les outils', `\n${wave}\n# Les outils`);
    await program.travel('PT1M');
    expect(await problemsOf(program)).toEqual([]);
    expect((await told(program)).at(-1)).toContain(
      '« Suite » ajoutée aux vagues, lancement mardi 2 mars 2027.\nProchaine carte',
    );
    await editFile(program, 'programme.yml', 'lancement: 2027-03-02', 'lancement: 2027-03-09');
    await program.travel('PT1M');
    expect((await told(program)).at(-1)).toMatch(
      /lancement de « Suite » mardi 9 mars 2027 au lieu de mardi 2 mars 2027[\s\S]*Bilans de « Suite » : J\+15 mercredi 24 mars 2027/,
    );
  });

  it('says nothing when only a comment or the layout changes', async () => {
    const program = await began();
    await editFile(program, 'cafes.yml', '# Bonjour !', '# Bonsoir !');
    await program.travel('PT1M');
    expect(await told(program)).toEqual([]);
    expect(await problemsOf(program)).toEqual([]);
  });

  it('waits until a file is written whole', async () => {
    const program = await began();
    const file = join(program.programme, 'agents.csv');
    const whole = `${await readFile(file, 'utf8')}p20;Personne p20;p20@commune.example;Finances;agent;\n`;
    // Half of an accented letter, of a line, of the list.
    await writeFile(file, Buffer.from(whole).subarray(0, 300));
    await program.engine().settle();
    await writeFile(file, Buffer.from(whole).subarray(0, 420));
    await program.engine().settle();
    await writeFile(file, whole);
    await program.engine().settle();
    expect(await told(program)).toEqual([]);
    await program.engine().settle();
    expect(await told(program)).toEqual([expect.stringContaining('agents.csv : une arrivée.')]);
    expect(await stateOf(program, 'p12')).toBe('active');
  });
});
