import { describe, expect, test } from 'vitest';
import type { DigestData, QuestionResult, Sections, SurveyResult } from '../../../src/domain/digest.ts';
import type { Milestone } from '../../../src/domain/milestone.ts';
import { computeDigest } from '../../../src/instruments/digest/compute.ts';
import { shortLines } from '../../../src/instruments/digest/followup/short.ts';
import { digestMarkdown } from '../../../src/instruments/digest/markdown.ts';
import { digestCharts } from '../../../src/instruments/digest/words/charts.ts';
import { decisionAdvice } from '../../../src/instruments/digest/words/decision.ts';
import { clip } from '../../../src/instruments/digest/words/figures.ts';
import { hiddenLine } from '../../../src/instruments/digest/words/hidden.ts';
import { satisfactionLine } from '../../../src/instruments/digest/words/survey-lines.ts';
import { turnoutOf } from '../../../src/instruments/digest/words/turnout.ts';
import { createWorld } from './world.ts';

/** Plain spaces, so that an expected sentence can be typed. */
const typed = (words: string | null | undefined) => words?.replace(/[\u00a0\u202f]/g, ' ') ?? '';

async function digestOf(milestone: Milestone, sections: Partial<Sections>): Promise<DigestData> {
  const world = await createWorld();
  const [wave] = world.programme.waves;
  if (!wave) throw new Error('no wave');
  const data = await world.turn((turn) => computeDigest(turn, wave, milestone));
  return { ...data, sections: { ...data.sections, ...sections } };
}

function basis(invited: number, answered: number) {
  return { invited, answered, responseRate: answered / invited };
}

function used(block: number, invited: number, answered: number, users: number): Sections['adoption'] {
  const useCases: QuestionResult = {
    id: 'useCase',
    kind: 'choice',
    title: '',
    choices: [],
    hidden: true,
    reason: 'no_data',
  };
  const rates = { rateOfInvited: users / invited, rateOfRespondents: users / answered };
  const figures = { users, ...rates, alert: 'above' as const };
  const head = { ...basis(invited, answered), ...figures, block, cause: null };
  return { ...head, blocks: [], byDepartment: [], useCases };
}

function opinions(favourable: number, n: number, more: Partial<SurveyResult> = {}): SurveyResult {
  const choices = ['1', '2', '3', '4', '5'].map((id) => ({ id, title: `Point ${id}` }));
  const distribution = { 1: n - favourable, 2: 0, 3: 0, 4: favourable, 5: 0 };
  const question: QuestionResult = { id: 'q', kind: 'scale', title: 'Utile ?', choices, n, distribution };
  const head = { ...basis(60, n), survey: 'satisfaction', closedOn: '2027-02-25', questions: [question] };
  return { ...head, verbatims: {}, byDepartment: [], before: null, ...more };
}

const LAST = { first: 3, last: 4 };
const WEEKLY = 'au rendez-vous de la semaine (semaines 3 et 4)';

describe('who answered, and what', () => {
  test.each<[string, Partial<Sections>, string, string, string]>([
    [
      'in steps of 5',
      { participation: { ...basis(58, 35), counted: LAST, weeks: [] } },
      'au moins 35 personnes sur 58',
      '60 % ou plus',
      WEEKLY,
    ],
    [
      'under the first step',
      { participation: { ...basis(60, 0), counted: { first: 2, last: 2 }, weeks: [] } },
      'moins de 5 personnes sur 60',
      '0 % ou plus',
      'au rendez-vous de la semaine (semaine 2)',
    ],
    [
      'exactly, where the same review prints it',
      { participation: { ...basis(12, 5), counted: LAST, weeks: [] }, adoption: used(2, 12, 8, 5) },
      '8 personnes sur 12',
      '67 %',
      WEEKLY,
    ],
    [
      'in steps where what it prints is of other weeks',
      { participation: { ...basis(12, 5), counted: LAST, weeks: [] }, adoption: used(1, 12, 8, 5) },
      'au moins 5 personnes sur 12',
      '41 % ou plus',
      WEEKLY,
    ],
    [
      'in a review read before its weeks were kept',
      { participation: { ...basis(12, 5), weeks: [] }, adoption: used(2, 12, 8, 5) },
      'au moins 5 personnes sur 12',
      '41 % ou plus',
      'au rendez-vous de la semaine',
    ],
  ])('%s', async (_name, sections, people, rate, card) => {
    const data = await digestOf('J30', sections);
    const turnout = turnoutOf(data.sections);
    expect([turnout?.people, turnout?.rate, turnout?.card].map(typed)).toEqual([people, rate, card]);
  });

  test('a step that nobody reached is « moins de 5 », never « au moins 0 »', async () => {
    const participation = {
      ...basis(60, 0),
      counted: { first: 1, last: 1 },
      weeks: [{ week: 1, invited: 60, answered: 0 }],
    };
    const data = await digestOf('J15', { participation });
    const words = typed([digestMarkdown(data, null), JSON.stringify(digestCharts(data))].join('\n'));
    expect(words).toContain('| 1 | 60 | moins de 5 |');
    expect(words).toContain('Semaine 1 (moins de 5)');
    expect(words).not.toMatch(/au moins 0/i);
    expect(words).toContain('moins de 5 personnes sur 60 ont répondu au rendez-vous de la semaine ;');
  });
});

describe('J+90: what the figures allow can be done', () => {
  const masked: Sections['satisfaction'] = { hidden: true, reason: 'below_threshold' };
  const none: Sections['satisfaction'] = { hidden: true, reason: 'no_data' };
  const wait =
    'satisfaction encore inconnue → direction : maintenir, et étendre une fois la satisfaction connue';
  const ask = 'et plus de tour prévu → direction : maintenir, ou demander leur avis aux équipes de vive voix';
  test.each<[string, Sections['satisfaction'], boolean, string]>([
    ['masked, and a round to come', masked, true, wait],
    ['masked, and no round left', masked, false, `satisfaction masquée ${ask}`],
    ['never asked', none, false, `satisfaction inconnue ${ask}`],
    ['too few opinions', opinions(6, 8), false, `satisfaction trop mal connue ${ask}`],
    ['54 % is no « seulement »', opinions(62, 115), false, 'mais 62 avis favorables sur 115 →'],
    ['under half is', opinions(49, 100), false, 'mais 49 avis favorables seulement sur 100 →'],
  ])('%s', async (_name, satisfaction, satisfactionAhead, words) => {
    const data = await digestOf('J90', { satisfaction, adoption: used(6, 60, 50, 40) });
    expect(typed(decisionAdvice({ ...data, satisfactionAhead }))).toContain(words);
  });

  test('the example programme has no round of satisfaction after J+90, and has one after J+30', async () => {
    expect((await digestOf('J30', {})).satisfactionAhead).toBe(true);
    expect((await digestOf('J90', {})).satisfactionAhead).toBe(false);
  });
});

describe('a survey in a line', () => {
  test('ends with what it stands on', async () => {
    const data = await digestOf('J30', { satisfaction: opinions(20, 34) });
    expect(typed(satisfactionLine(data)?.text)).toBe('« Utile ? » 20 sur 34 favorables (34 sur 60, 57 %).');
  });

  test('says its caveat, or that there is one', async () => {
    const caveat = 'Adaptation française non validée';
    const line = satisfactionLine(await digestOf('J30', { satisfaction: opinions(20, 34, { caveat }) }));
    const figure = '« Utile ? » 20 sur 34 favorables (34 sur 60, 57 %';
    expect(typed(line?.text)).toBe(`${figure}). Réserve : Adaptation française non validée.`);
    expect(typed(line?.short)).toBe(`${figure}, à lire avec réserve).`);
  });
});

test('what is missing by service says of what', async () => {
  const data = await digestOf('J30', { adoption: used(2, 60, 50, 40) });
  expect(typed(hiddenLine(data))).toContain('usage par service');
  expect(typed(hiddenLine(data))).not.toContain('détail par service');
});

test('the middle answer of people who did not use it reads as a sentence', async () => {
  const bands = {
    lost: 0,
    unused: 40,
    zero: 3,
    lt30: 2,
    m30to60: 1,
    h1to2: 1,
    h2to4: 0,
    h4plus: 0,
    unknown: 0,
  };
  const time: Sections['time'] = {
    ...basis(60, 30),
    declarations: 47,
    blocks: [1, 2],
    distribution: bands,
    medianBand: 'unused',
    byDepartment: [],
  };
  const line = shortLines(await digestOf('J30', { time })).find(({ label }) => label.startsWith('Temps'));
  expect(typed(line?.text)).toBe(
    'la réponse du milieu est « pas utilisé cette semaine-là », sur 47 déclarations (30 sur 60, 50 %).',
  );
});

test('money is written one way', async () => {
  const world = await createWorld();
  const [wave] = world.programme.waves;
  if (!wave) throw new Error('no wave');
  const resources = { licences: 40, licenceMonthly: 22, currency: 'EUR' as const, trainingHours: 0 };
  const data = await world.turn((turn) => computeDigest(turn, { ...wave, resources }, 'J90'));
  const long = typed(digestMarkdown(data, null));
  expect(long).toContain('40 licences à 22 € par mois, 3 mois | 2 640 €');
  expect(long).not.toContain('EUR');
});

test.each([
  ['assez court', 20, 'assez court'],
  ["Pour vous, dans votre travail, l'IA compte", 30, 'Pour vous, dans votre travail…'],
  ["Pour vous, dans votre travail, l'IA compte", 26, 'Pour vous, dans votre…'],
  ['Anticonstitutionnellement parlant', 12, 'Anticonstit…'],
  ['Un Anticonstitutionnellement', 12, 'Un Anticons…'],
])('%s within %i characters is cut at a word', (words, limit, shown) => {
  expect(clip(words, limit)).toBe(shown);
  expect(shown.length).toBeLessThanOrEqual(limit);
});
