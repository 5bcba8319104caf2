import { expect, test } from 'vitest';
import { surveyFigures } from '../../src/instruments/digest/long/survey-figures.ts';
import { table } from '../../src/instruments/digest/long/table.ts';
import { blockersLine } from '../../src/instruments/digest/words/use-lines.ts';
import { paperPdf } from '../../src/report/pdf/paper-pdf.ts';
import { readMarkdown } from '../../src/report/read-markdown.ts';
import { ordinaryWave } from '../instruments/digest/answers.ts';
import { createWorld } from '../instruments/digest/world.ts';
import { reviewsOf } from '../web/dashboard/posted.ts';
import { flat, pdfText } from './reading.ts';

test('numbers from a thousand on are written in tables as in sentences', async () => {
  const world = await createWorld();
  await ordinaryWave(world);
  const [, , data] = await reviewsOf(world, 'J90');
  if (!data) return expect.fail();
  const { satisfaction, blockers } = data.sections;
  if ('hidden' in satisfaction || !('distribution' in blockers)) return expect.fail();
  const [question] = satisfaction.questions;
  const row = { department: 'Accueil', question: question?.id ?? '', n: 1510 };
  satisfaction.byDepartment = [{ ...row, distribution: { '1': 10, '5': 1500 } }];
  expect(surveyFigures(data, satisfaction).join('\n')).toContain('\u00a0: 1\u202f500 |');
  blockers.distribution.training = 1200;
  expect(blockersLine(data)?.text).toContain('manque de formation (1\u202f200)');
});

test('a list of large counts lies across the page as one of small counts does', async () => {
  const rows: [string, number][] = [
    ['Courriels', 1500],
    ['Saisie', 20],
  ];
  const blocks = readMarkdown(table(['Choix', 'Réponses'], rows));
  const paper = { title: 'Essai', organisation: 'Commune', date: '2027-03-01', blocks };
  const said = flat(pdfText(await paperPdf([paper], { pages: 1 })));
  expect(said).toContain('Choix Courriels Saisie Réponses 1 500 20');
});
