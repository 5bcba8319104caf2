import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleChoices, slug } from '../../src/domain/question-choices.ts';
import { type Question, SURVEY_PURPOSES, type SurveyDefinition } from '../../src/domain/survey.ts';
import { loadProgramme } from '../../src/programme/load.ts';
import { readSurvey } from '../../src/programme/surveys.ts';
import { writeSurvey } from '../../src/programme/write-survey.ts';
import { readYaml } from '../../src/programme/yaml-source.ts';
import { staff } from '../support/commune.ts';
import { startProgram, words } from '../support/program.ts';
import { percolateur, placesOf } from './support.ts';

const SERVICE = 'Services techniques';
const people = [...staff(SERVICE, 12), { id: 'ref', department: SERVICE, roles: 'referent' }];
const FILE = `id: velo
but: autre
titre: "Le vélo : oui, mais…"
introduction: Une minute.
source: maison
questions:
  - id: casque
    type: choix
    intitule: Un casque ?
    choix: ["oui", non]
`;

async function open() {
  const program = await startProgram({ people });
  await program.travel('2026-11-16T09:00');
  const file = join(program.programme, 'velo.yml');
  const write = (text: string) => writeFileSync(file, text);
  write(FILE);
  return {
    program,
    file,
    write,
    run: (...args: string[]) => percolateur(placesOf(program), 'survey', ...args),
  };
}

describe('percolateur survey', () => {
  it('imports a file while the service runs, for a référent to launch, and exports it the same', async () => {
    const { program, file, run } = await open();
    expect(await run('import', file)).toMatchObject({ code: 0, err: '' });
    expect(JSON.stringify((await program.say('ref', 'sondage')).card)).toContain('velo');
    await program.tap('ref', 'survey.launch', { survey: 'velo', department: SERVICE });
    await program.travel('2026-11-16T15:00');
    expect(words(await program.offering('p02', 'survey.answer'))).toContain('Le vélo : oui, mais…');
    const out = join(program.programme, 'copie.yml');
    expect(await run('export', 'velo', '--out', out)).toMatchObject({ code: 0 });
    expect(readSurvey(readYaml(readFileSync(out, 'utf8'), 'copie'))).toEqual(
      readSurvey(readYaml(FILE, 'velo')),
    );
    expect(await run('export', 'velo', '--out', out)).toMatchObject({ code: 2 });
    const again = await run('import', file, '--json');
    expect(JSON.parse(again.out)).toEqual({
      id: 'velo',
      title: 'Le vélo : oui, mais…',
      questions: 1,
      isNew: false,
    });
    expect(program.tables().audit?.join()).toContain('survey.file');
    expect(await run('remove', 'velo')).toMatchObject({ code: 0 });
    expect(JSON.stringify((await program.say('ref', 'sondage')).card)).not.toContain('velo');
    expect(await run('remove', 'velo')).toMatchObject({ code: 2 });
    expect(await run('remove', 'apres-cafe')).toMatchObject({ code: 2 });
    // What is open goes to its end.
    expect(await program.act('p02', 'survey.answer', { q_casque: 'oui' })).not.toHaveProperty('refused');
  });

  it.each([
    ['a mistake, by its line', FILE.replace('choix: ["oui", non]', 'choix: [oui]'), 'velo.yml:10:'],
    ['an id of the library', FILE.replace('id: velo', 'id: apres-cafe'), 'déjà dans le programme'],
    ['a purpose that reviews read', FILE.replace('but: autre', 'but: climat'), 'velo.yml:2:'],
    ['no YAML', '\t- : [', 'velo.yml:1:'],
    ['nothing', '', 'velo.yml:1:'],
  ])('refuses %s, and keeps nothing', async (_name, text, told) => {
    const { program, file, write, run } = await open();
    write(text);
    const refused = await run('import', file);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(told);
    expect(program.tables().survey_custom).toEqual([]);
  });

  it('tells every mistake of a file at once, in French, each with its line', async () => {
    const { program, file, write, run } = await open();
    write(`id: Vélo !
but: vélo
titre: ${'a'.repeat(81)}
introduction: Une minute.
source: maison
couleur: bleu
questions:
  - id: un
    type: choix
    intitule: Un casque ?
    choix: [oui, non]
    juste: peut-etre
  - id: un
    type: echelle
    intitule: Et de 1 à 6 ?
    points: 6
    de: non
    a: oui
  - id: trois
    type: photo
    intitule: Une photo ?
`);
    const { code, err } = await run('import', file);
    expect(code).toBe(2);
    const told = err.trim().split('\n');
    const lines = told.map((line) => Number(/^velo\.yml:(\d+): /.exec(line)?.[1]));
    expect(lines).not.toContain(Number.NaN);
    expect(lines).toEqual(lines.toSorted((one, other) => one - other));
    expect(lines).toEqual(expect.arrayContaining([1, 2, 3, 6, 13, 16, 20]));
    expect(err).not.toMatch(/invalid|expected|received|undefined|\[object/i);
    expect(program.tables().survey_custom).toEqual([]);
  });

  it.each([
    ['a list', '- un\n- deux\n'],
    ['a word', 'bonjour\n'],
    ['no questions', FILE.slice(0, FILE.indexOf('questions:'))],
    ['questions that are a word', `${FILE.slice(0, FILE.indexOf('questions:'))}questions: oui\n`],
    [
      'eleven questions',
      `${FILE}${Array.from({ length: 10 }, (_, at) => `  - {id: q${at}, type: texte, intitule: Q${at} ?}\n`).join('')}`,
    ],
    ['bytes that are no text', '\u0000\ufffd\u0007'],
    ['an alias that grows', 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n'],
  ])('refuses %s with a line and words, and no stack', async (_name, text) => {
    const { program, write, file, run } = await open();
    write(text);
    const { code, out, err } = await run('import', file);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^velo\.yml:\d+: \S/);
    expect(err).not.toMatch(/\bat \S+:\d+:\d+|invalid|expected|received/i);
    expect(program.tables().survey_custom).toEqual([]);
  });

  it('says which surveys there are when it knows none of that name', async () => {
    const { run, file } = await open();
    const refused = await run('export', 'veloo');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('apres-cafe');
    expect((await run('import', `${file}.gone`)).err).toContain('introuvable');
  });
});

describe('a survey written as a file', () => {
  it('is every survey of the example and the library, read again', async () => {
    const { program } = await open();
    const { surveys } = await loadProgramme(program.programme);
    expect(surveys.length).toBeGreaterThan(5);
    for (const survey of surveys) expect(readAgain(survey)).toEqual(survey);
  });

  it('is any survey: no word of its author is read as YAML', () => {
    const line = (max: number) =>
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: max })
        .map((text) =>
          text
            .toWellFormed()
            .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
            .trim(),
        )
        .filter((text) => text.length > 0 && text.length <= max);
    const choices = fc
      .uniqueArray(fc.oneof(line(75), fc.constantFrom('oui', 'no', '12', 'a: b', '- c', '#d', 'null')), {
        minLength: 2,
        maxLength: 10,
        selector: (title) => slug(title),
      })
      .map((titles) => titles.map((title) => ({ id: slug(title), title })));
    const question = (id: string): fc.Arbitrary<Question> =>
      fc
        .record({
          kind: fc.constantFrom('choice', 'several', 'number', 'scale', 'text'),
          title: line(200),
          choices,
          points: fc.constantFrom(5, 7),
          ends: fc.tuple(line(40), line(40)),
          optional: fc.boolean(),
        })
        .map(({ kind, title, choices, points, ends, optional }) => ({
          id,
          kind,
          title,
          choices: kind === 'text' ? [] : kind === 'scale' ? scaleChoices(points, ...ends) : choices,
          optional,
          right: null,
        }));
    const survey: fc.Arbitrary<SurveyDefinition> = fc.record({
      id: fc.constant('un-sondage'),
      purpose: fc.constantFrom(...SURVEY_PURPOSES),
      title: line(80),
      introduction: line(500),
      source: line(200),
      caveat: fc.option(line(300)),
      score: fc.constant(null),
      rounds: fc.constant([]),
      questions: fc.tuple(question('un'), question('deux')),
    });
    fc.assert(
      fc.property(survey, (one) => {
        expect(readAgain(one)).toEqual(one);
      }),
      { numRuns: 300 },
    );
  });
});

function readAgain(survey: SurveyDefinition) {
  const source = readYaml(writeSurvey(survey), 'sondage.yml');
  const read = readSurvey(source);
  expect(source.problems()).toEqual([]);
  return read;
}
