import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { crowdedWeeks } from '../../src/domain/survey-weeks.ts';
import { programmeCalendar } from '../../src/programme/calendar.ts';
import { readLibrary } from '../../src/programme/library.ts';
import { loadProgramme } from '../../src/programme/load.ts';
import { EXAMPLE, editedExample, problemsOf } from './folder.ts';

const library = await readLibrary([]);

describe('the library', () => {
  test('says of each survey where it comes from and what it does not tell', () => {
    expect(library.map(({ purpose }) => purpose).sort()).toEqual([
      'baseline',
      'cafe',
      'confidence',
      'knowledge',
      'mood',
      'satisfaction',
      'usability',
    ]);
    for (const { id, source, caveat, rounds, questions } of library) {
      expect(source.length, id).toBeGreaterThan(10);
      expect(caveat?.length, id).toBeGreaterThan(40);
      expect(rounds, id).toEqual([]);
      expect(questions.length, id).toBeLessThanOrEqual(10);
    }
  });

  test('asks what the example asks, and asks twice with the same words', async () => {
    const { surveys } = await loadProgramme(EXAMPLE);
    for (const id of ['etat-des-lieux', 'satisfaction', 'climat']) {
      const [own, ready] = [surveys, library].map((list) => list.find((survey) => survey.id === id));
      expect(own?.questions).toEqual(ready?.questions);
    }
    const asked = [...surveys, ...library].flatMap(({ questions }) => questions);
    for (const id of ['competence', 'ressenti']) {
      const written = new Set(asked.filter((question) => question.id === id).map((it) => JSON.stringify(it)));
      expect(written.size, id).toBe(1);
    }
  });

  test('has a right answer for each question of knowledge, and never in the same place', () => {
    const rules = library.find(({ purpose }) => purpose === 'knowledge')?.questions ?? [];
    const places = rules.map(({ right, choices }) => choices.findIndex(({ id }) => id === right));
    expect(places).not.toContain(-1);
    expect(new Set(places).size).toBeGreaterThan(1);
  });

  test('gives way to a survey of the commune, by its id or by what reviews read', async () => {
    const folder = await editedExample();
    const survey = (id: string, but: string) =>
      `id: ${id}\nbut: ${but}\ntitre: Le nôtre\nintroduction: Bonjour.\nsource: Nous\n` +
      'questions:\n  - id: q\n    type: plusieurs\n    intitule: Quoi ?\n    choix: [Un, Deux]\n';
    await writeFile(join(folder, 'sondages/regles.yml'), survey('regles', 'connaissance'));
    await writeFile(join(folder, 'sondages/cafe.yml'), survey('notre-cafe', 'apres_cafe'));
    const { surveys } = await loadProgramme(folder);
    const titles = (id: string) => surveys.filter((one) => one.id === id).map(({ title }) => title);
    expect(titles('regles')).toEqual(['Le nôtre']);
    expect(titles('apres-cafe')).toHaveLength(1);
    expect(surveys.filter(({ purpose }) => purpose === 'mood')).toHaveLength(1);
    expect(surveys.find(({ id }) => id === 'notre-cafe')?.rounds).toEqual([]);
  });
});

describe('mistakes in a survey', () => {
  test.each([
    ['an answer that is not offered', 'juste: oui', /« juste|aucun choix ne s'appelle ainsi/],
    ['a right answer to a scale', 'points: 5\n    juste: un', /« juste » ne va pas/],
  ])('%s', async (_name, written, said) => {
    const [key = ''] = written.split(':');
    const from = key === 'points' ? 'points: 5' : '    choix:\n      - continuer';
    const to = key === 'points' ? written : `    ${written}\n${from}`;
    const problems = await problemsOf(await editedExample(['sondages/climat.yml', from, to]));
    expect(problems).toEqual([expect.stringMatching(said)]);
  });

  test('a score without its two items', async () => {
    const folder = await editedExample(['sondages/climat.yml', 'tours:', 'score: umux_lite\n\ntours:']);
    expect(await problemsOf(folder)).toEqual([
      expect.stringMatching(/deux questions « echelle » de 7 points/),
    ]);
  });
});

test('two surveys that open in one week are told, not refused', async () => {
  const crowded = async (folder: string) => {
    const programme = await loadProgramme(folder);
    return crowdedWeeks(programmeCalendar(programme), programme.waves, programme.surveys);
  };
  expect(await crowded(EXAMPLE)).toEqual([]);
  const [week, ...others] = await crowded(await editedExample(['sondages/climat.yml', 'J+73', 'J+79']));
  expect(others).toEqual([]);
  expect(week).toMatchObject({ wave: 'pilote', surveys: ['climat', 'satisfaction'] });
  expect(week?.monday.toString()).toBe('2027-02-15');
});
