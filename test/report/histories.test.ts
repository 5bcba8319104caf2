import { describe, expect, test } from 'vitest';
import { collect } from '../../src/report/collect.ts';
import { papersOf } from '../../src/report/documents.ts';
import { saveAttendance } from '../../src/store/attendance.ts';
import { ordinaryBlock, ordinaryWave } from '../instruments/digest/answers.ts';
import { closeBlock, closeSurvey, closeWeek, createWorld, service } from '../instruments/digest/world.ts';
import {
  flat,
  pagesOf,
  pdfStrings,
  pdfText,
  playReviews,
  type Row,
  type Taken,
  takeAway,
  typed,
} from './reading.ts';

/** The figure of a line of `chiffres.csv`, or the words in its place. */
function figure(rows: Row[], milestone: string, section: string, measure: string, where: Partial<Row> = {}) {
  const found = rows.filter(
    (row) =>
      row.jalon === milestone &&
      row.rubrique === section &&
      row.mesure === measure &&
      Object.entries({ service: '', ...where }).every(([column, value]) => row[column] === value),
  );
  expect(found, `${milestone} ${section} ${measure}`).toHaveLength(1);
  return found[0]?.valeur || typed(found[0]?.mention ?? '');
}

describe('a wave whose figures can all be shown', () => {
  /** Block n: 17 + 2n users of 39 who answered of 58; 70 declarations a block; 36 of 60 read the rules. */
  async function taken() {
    const world = await createWorld();
    await ordinaryWave(world);
    await world.turn(({ tx, programme }) =>
      saveAttendance(
        tx,
        'demystifier',
        programme.people.slice(0, 7).map(({ id }) => id),
        '2026-12-11',
      ),
    );
    await playReviews(world);
    return { world, ...(await takeAway(world)) };
  }

  // One test: the wave is played, and its papers drawn, once.
  test('the same figures everywhere, worked out by hand, on tagged papers in reading order', async () => {
    const { world, ...all } = await taken();
    checkFigures(all);
    checkPapers(all);
    // The same bytes again.
    const { reviews, published } = await world.turn(({ tx, calendar }) => collect(tx, calendar));
    for (const { name, make } of papersOf({ reviews, decisions: published.decisions }, 'committee')) {
      if (/J15|note/.test(name)) expect(Buffer.from(await make()).equals(all.paper(name)), name).toBe(true);
    }
  });

  function checkFigures({ table, json, paper }: Taken): void {
    const rows = table('chiffres.csv');
    const adoption = [
      // 21 of 58 is 36.2 %, of 39 53.8 %; 29 of 58 is 50 %, of 39 74.4 %.
      { milestone: 'J30', period: 'S3-4', users: '21', invited: '36,2', answers: '53,8' },
      { milestone: 'J90', period: 'S11-12', users: '29', invited: '50', answers: '74,4' },
    ];
    for (const { milestone, period, users, invited, answers } of adoption) {
      const where = { periode: period };
      expect(figure(rows, milestone, 'usage', 'usage', where)).toBe(users);
      expect(figure(rows, milestone, 'usage', 'taux_usage_invites', where)).toBe(invited);
      expect(figure(rows, milestone, 'usage', 'taux_usage_reponses', where)).toBe(answers);
      expect(figure(rows, milestone, 'usage', 'ligne_des_30', where)).toBe('plus de 30 %');
    }
    // Six blocks of 70 declarations, 21 of them without a use; 20 blockers, 11 of them training.
    const six = { periode: 'S1-2 S3-4 S5-6 S7-8 S9-10 S11-12' };
    expect(figure(rows, 'J90', 'temps', 'declarations', six)).toBe('420');
    expect(figure(rows, 'J90', 'temps', 'nombre', { ...six, detail: 'unused' })).toBe('126');
    expect(figure(rows, 'J90', 'freins', 'freins_cites', six)).toBe('120');
    expect(figure(rows, 'J90', 'freins', 'nombre', { ...six, detail: 'training' })).toBe('66');
    expect(figure(rows, 'J90', 'memento', 'ont_lu', {})).toBe('36');
    expect(figure(rows, 'J90', 'cafes', 'personnes_vues', {})).toBe('7');
    expect(figure(rows, 'J15', 'usage', 'masque', {})).toBe('Trop tôt pour mesurer.');
    expect(figure(rows, 'J15', 'participation', 'reponses_au_moins', { periode: 'S1' })).toBe('40');

    const [, month, last] = json.digests;
    expect(month.data.sections.adoption).toMatchObject({ users: 21, invited: 58, answered: 39 });
    expect(last.data.sections).toMatchObject({
      adoption: { users: 29, invited: 58, answered: 39, rateOfInvited: 0.5, rateOfRespondents: 29 / 39 },
      time: { declarations: 420, distribution: { unused: 126 } },
      blockers: { n: 120, distribution: { training: 66 } },
      memento: { acknowledged: 36 },
      cafes: { attended: 7 },
    });
    // Two rounds: 11 favourable of 34, then 20 of 34.
    const { before, questions } = last.data.sections.satisfaction;
    expect(questions[0]).toMatchObject({ n: 34, distribution: { '1': 4, '2': 6, '3': 4, '4': 18, '5': 2 } });
    expect(before.questions[0]).toMatchObject({ n: 34, distribution: { '4': 9, '5': 2 } });

    const review = flat(pdfText(paper('bilan-pilote-J90.pdf')));
    for (const said of [
      '29 personnes sur 58 (50 %), 74 % des 39 qui ont répondu',
      'semaines 11 et 12 29 58 39 50 % 74 %',
      'semaines 3 et 4 21 58 39 36 % 54 %',
      '126 sans usage sur 420 déclarations',
      'manque de formation (66)',
      '20 sur 34 favorables (avant 11 sur 34',
      '36 personnes ont lu',
    ])
      expect(review).toContain(said);
    const report = flat(pdfText(paper('rapport-pilote.pdf')));
    for (const said of [
      '36 % (21 sur 58) 50 % (29 sur 58)',
      '54 % (21 sur 39) 74 % (29 sur 39)',
      // Both rounds had closed by J+30.
      '20 sur 34 20 sur 34',
    ])
      expect(report).toContain(said);
    for (const note of [pdfText(paper('note-pilote.pdf')), Buffer.from(paper('note-pilote.md')).toString()])
      expect(flat(typed(note))).toContain('29 personnes sur 58 (50 %), 74 % des 39 qui ont répondu');
    const alts = pdfStrings(paper('bilan-pilote-J90.pdf')).join('\n');
    expect(alts).toContain('S11-12 : 50 %');
    expect(alts).toContain('39 sur 58, 67 %');
  }

  function checkPapers({ paper }: Taken): void {
    for (const [name, most] of [
      ['bilan-pilote-J15.pdf', 4],
      ['bilan-pilote-J30.pdf', 4],
      ['bilan-pilote-J90.pdf', 4],
      ['rapport-pilote.pdf', 2],
      ['note-pilote.pdf', 1],
    ] as const) {
      const pdf = paper(name);
      const source = Buffer.from(pdf).toString('latin1');
      expect(pagesOf(pdf), name).toBeLessThanOrEqual(most);
      expect(source.slice(0, 8), name).toBe('%PDF-1.7');
      for (const mark of [
        '/Marked true',
        '/Lang (fr-FR)',
        '/DisplayDocTitle true',
        '/S /H1',
        '/S /H2',
        '/FontFile2',
      ])
        expect(source, name).toContain(mark);
    }
    const source = Buffer.from(paper('bilan-pilote-J90.pdf')).toString('latin1');
    for (const mark of [
      '/S /Table',
      '/S /TH',
      '/Scope /Column',
      '/Scope /Row',
      '/S /LBody',
      '/S /Figure',
      '/Alt (',
    ])
      expect(source).toContain(mark);
    expect(pdfStrings(paper('bilan-pilote-J90.pdf'))).toEqual(
      expect.arrayContaining(['Bilan J+90, Vague pilote', 'Commune de Val-Serein', 'D:20270301120000Z']),
    );
    const order = [
      'J+90, Vague pilote',
      'Les chiffres',
      'Usage déclaré',
      'Temps gagné déclaré',
      'Freins',
      'Mémento',
    ];
    const sections = [
      'Joignables',
      'Usage déclaré',
      'Temps gagné déclaré',
      'Satisfaction',
      'Climat',
      'Moyens, en regard',
    ];
    for (const way of ['raw', 'layout'] as const) {
      const text = flat(pdfText(paper('bilan-pilote-J90.pdf'), way));
      expect(text.indexOf(order[0] ?? '')).toBeLessThan(text.indexOf('Les chiffres'));
      const figures = text.slice(text.indexOf('Les chiffres'));
      const places = sections.map((title) => figures.indexOf(title));
      expect(places, way).toEqual(places.toSorted((a, b) => a - b));
      expect(places, way).not.toContain(-1);
    }
  }
});

test('what is hidden is nowhere: no count, no rate, no service, no text, no name', async () => {
  const world = await createWorld();
  const tables = { adoption: { used: 250, unused: 150 }, time: { h1to2: 397, lost: 2 } };
  const tiny = (label: string) => service(label, 4, 3, { adoption: { used: 1, unused: 2 } });
  const cells = [service('Technique', 500, 400, tables), tiny('Presse'), tiny('Archives'), tiny('Cabinet')];
  for (const block of [1, 2]) await closeBlock(world, block, cells);
  await closeWeek(world, 1, 512, 385);
  // Too few texts: they were never published, and stay where they are.
  await closeSurvey(
    world,
    'satisfaction',
    1,
    [service('Technique', 500, 433, { facilite: { '5': 431, '1': 2 } })],
    {
      ameliorations: null,
    },
  );
  await playReviews(world);
  const { everything, table, json } = await takeAway(world);
  // 253 of 512 is published; the 397 and the 431 behind « presque toutes » are not, nor what they would be in %.
  expect(everything).toContain('253');
  for (const secret of ['Presse', 'Archives', 'Cabinet', '397', '794', '431', '99,5', '99,4', '99.5', '0.99'])
    expect(everything, secret).not.toContain(secret);
  for (const { name, email } of world.programme.people) {
    expect(everything, name).not.toContain(name);
    if (email) expect(everything).not.toContain(email);
  }
  const nearly = table('chiffres.csv').filter(({ mention }) => mention === 'presque toutes les réponses');
  expect(nearly.length).toBeGreaterThan(2);
  for (const row of nearly) expect(row.valeur).toBe('');
  expect(json.digests[1].data.sections.time).toMatchObject({ nearlyAll: 'h1to2', declarations: null });
});

test('a block that hardly anybody answered is said to be hidden, and has no figure', async () => {
  const world = await createWorld();
  await closeBlock(world, 1, ordinaryBlock(10));
  await closeBlock(world, 2, [
    service('Accueil', 60, 3, { adoption: { used: 2, unused: 1 }, time: { h1to2: 3 } }),
  ]);
  await closeBlock(world, 3, ordinaryBlock(14));
  await playReviews(world);
  const { table, files, paper } = await takeAway(world);
  const rows = table('chiffres.csv').filter(
    ({ rubrique, periode }) => rubrique === 'usage' && periode === 'S3-4',
  );
  expect(rows.map(({ mesure, valeur }) => [mesure, valeur])).toEqual([['masque', '']]);
  const round = table('rondes.csv').find(({ ronde }) => ronde === 'block/pilote/2');
  expect(round).toMatchObject({
    invites: '60',
    reponses: '',
    masque: 'Trop peu de réponses : rien n\u2019est montré.'.replace('\u2019', "'").replace(' :', '\u00a0:'),
  });
  expect(files.get('resultats.csv')).not.toContain('block/pilote/2');
  expect(flat(pdfText(paper('bilan-pilote-J90.pdf')))).toContain('semaines 3 et 4 moins de 5 personnes');
});
