import { expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { startProgram } from '../../support/program.ts';

it('a review shows the mood beside what the baseline was told about the same questions', async () => {
  const people = [
    ...staff('Services techniques', 14),
    { id: 'pil', department: 'Services techniques', roles: 'pilote' },
  ];
  const program = await startProgram({ people });
  const answer = async (round: string, count: number, data: (index: number) => Record<string, string>) => {
    for (const [index, { id }] of people.slice(0, count).entries()) {
      const reply = await program.act(id, 'survey.answer', { round, ...data(index) });
      expect(reply?.refused).toBeUndefined();
    }
  };
  await program.travel('2026-11-17T10:00');
  await answer('survey/pilote/etat-des-lieux/1', 12, (index) => ({
    q_competence: index < 8 ? '2' : '4',
    q_ressenti: index < 6 ? '1' : '3',
  }));
  await program.travel('2027-02-12T10:00');
  await answer('survey/pilote/climat/1', 10, (index) => ({
    q_ecoute: index < 5 ? '3' : '5',
    q_competence: index < 4 ? '2' : '5',
    q_ressenti: '4',
  }));
  await program.travel('2027-02-26T10:00');
  const row = program.tables().digest?.find((one) => one.includes('"milestone":"J90"')) ?? '{}';
  const { mood } = JSON.parse(JSON.parse(row).data).sections;
  expect(mood).toMatchObject({ answered: 10, source: expect.stringContaining('Feuille de route') });
  expect(mood.caveat).toContain('pas forcément les mêmes personnes');
  expect(mood.before).toMatchObject({ survey: 'etat-des-lieux', answered: 12 });
  const [competence, ressenti] = mood.before.questions;
  expect(mood.before.questions).toHaveLength(2);
  expect(competence).toMatchObject({ id: 'competence', n: 12, distribution: { 2: 8, 4: 4 } });
  expect(ressenti).toMatchObject({ id: 'ressenti', n: 12 });
  // All ten said the same: no count, before or after.
  expect(mood.questions[2]).toMatchObject({ id: 'ressenti', nearlyAll: '4' });
});
