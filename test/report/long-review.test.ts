import { expect, test } from 'vitest';
import { computeDigest } from '../../src/instruments/digest/compute.ts';
import { digestMarkdown } from '../../src/instruments/digest/markdown.ts';
import { digestPdf } from '../../src/report/digest-paper.ts';
import { reviewPdf } from '../../src/report/review-paper.ts';
import { ordinaryWave } from '../instruments/digest/answers.ts';
import { createWorld } from '../instruments/digest/world.ts';
import { flat, pagesOf, pdfText } from './reading.ts';

/** Thirty services, and more texts than anybody reads. */
test('a review of many services and texts keeps to its pages, and says what gave way and where it is', async () => {
  const world = await createWorld();
  await ordinaryWave(world);
  world.travel('2027-02-26');
  const [wave] = world.programme.waves;
  if (!wave) throw new Error('no wave');
  const data = await world.turn((turn) => computeDigest(turn, wave, 'J90'));
  const { adoption, satisfaction, mood } = data.sections;
  if ('hidden' in adoption || 'hidden' in satisfaction || 'hidden' in mood) throw new Error('hidden');
  const services = Array.from({ length: 30 }, (_, index) => `Direction de l'aménagement ${index}`);
  adoption.byDepartment = services.map((department) => ({
    ...{ department, invited: 40, answered: 30, users: 20 },
    ...{ rateOfInvited: 0.5, rateOfRespondents: 2 / 3, alert: 'above' as const },
  }));
  for (const survey of [satisfaction, mood]) {
    survey.byDepartment = services.flatMap((department) =>
      survey.questions.map(({ id }) => ({
        department,
        question: id,
        n: 30,
        distribution: { '1': 10, '5': 20 },
      })),
    );
    const texts = Array.from({ length: 150 }, (_, index) => `Texte ${index}, ${'assez long '.repeat(20)}`);
    survey.verbatims = { 'Un mot à dire ?': texts };
  }
  const review = { wave: 'pilote', milestone: 'J90', note: null, data, long: digestMarkdown(data, null) };
  const pdf = await digestPdf(review);
  expect(pagesOf(pdf)).toBeLessThanOrEqual(4);
  const said = flat(pdfText(pdf));
  expect(said).toContain('29 personnes sur 58 (50 %)');
  expect(said).toContain("Par service : voir ce bilan dans le tableau de bord, ou l'export.");
  expect(said).toContain('et 140 autres : la suite est dans « Toutes les données ».');
  expect(pagesOf(await reviewPdf([review], []))).toBeLessThanOrEqual(2);
});
