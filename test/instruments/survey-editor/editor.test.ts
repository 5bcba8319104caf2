import { describe, expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { type Program, startProgram, words } from '../../support/program.ts';
import { editFile, problemsOf } from '../../support/reload.ts';

const SERVICE = 'Services techniques';
const people = [
  ...staff(SERVICE, 12),
  ...staff('Urbanisme', 3, 'urba'),
  { id: 'ref', department: SERVICE, roles: 'referent' },
  { id: 'refu', department: 'Urbanisme', roles: 'referent' },
  { id: 'dgs', department: 'Direction générale', roles: 'direction' },
  { id: 'pil', department: 'Direction générale', roles: 'pilote' },
];
const SETTINGS = { title: 'Charge de travail' };
const QUESTION = { kind: 'choice', question: 'Comment va la semaine ?', choices: 'bien\nmoyen\nmal' };

const start = async () => {
  const program = await startProgram({ people });
  await program.travel('2026-11-16T09:00');
  return program;
};

/** What a refused tap said. */
async function refusal(program: Program, id: string, verb: string, data: Record<string, unknown>) {
  const message = await program.offering(id, verb);
  const answer = await program.call('POST', `people/${id}/answers`, { message: message.id, verb, data });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return answer.body;
}

/** What the card says of target and dates. */
const facts = (card: { card: unknown }) => JSON.stringify(card.card);

async function draft(program: Program, id = 'ref', settings: Record<string, string> = {}) {
  await program.say(id, 'sondage nouveau');
  await program.tap(id, 'editor.settings', { ...SETTINGS, ...settings });
  return program.tap(id, 'editor.question', QUESTION);
}

describe('a survey written in chat', () => {
  it('is kept as a draft that is changed, previewed and sent to one service only', async () => {
    const program = await start();
    const card = await draft(program);
    expect(words(card)).toContain('Charge de travail');
    expect(words(card)).toContain('1. Comment va la semaine ?');
    expect(facts(card)).toContain('13 personnes peuvent être jointes');
    await program.restart();
    expect(words(await program.say('ref', 'sondage nouveau'))).toContain('1. Comment va la semaine ?');

    await program.tap('ref', 'editor.add');
    await program.tap('ref', 'editor.question', { kind: 'text', question: 'Une idée ?' });
    const form = await program.tap('ref', 'editor.change', { part: '1' });
    expect(form.card).toMatchObject({
      body: expect.arrayContaining([expect.objectContaining({ value: 'bien\nmoyen\nmal' })]),
    });
    const changed = await program.tap('ref', 'editor.question', { ...QUESTION, choices: 'bien\nmal' });
    expect(words(changed)).toContain('bien · mal');
    expect(words(changed)).toContain('2. Une idée ?');
    expect(words(await program.tap('ref', 'editor.remove', { part: '2' }))).not.toContain('Une idée');
    expect(words(await program.tap('ref', 'editor.preview'))).toContain('Comment va la semaine ?');
    expect(words(await program.tap('ref', 'editor.try'))).toContain('Comment va la semaine ?');
    await program.tap('ref', 'survey.answer', { 'q_comment-va-la-semaine': 'mal' });
    expect(program.tables().sealed_answer).toEqual([]);
    expect(words(await program.tap('ref', 'editor.send'))).toContain('est lancé');
    expect(program.tables().survey_draft).toEqual([]);

    await program.travel('2026-11-16T15:00');
    expect(words(await program.offering('p01', 'survey.answer'))).toContain('Charge de travail');
    await expect(program.offering('urba01', 'survey.answer')).rejects.toThrow();
    // Answered, closed and counted as any other.
    for (const id of ['p01', 'p02', 'p03', 'p04', 'p05', 'p06', 'p07', 'p08', 'p09', 'p10'])
      await program.tap(id, 'survey.answer', { 'q_comment-va-la-semaine': id > 'p05' ? 'bien' : 'mal' });
    await program.travel('2026-11-23T18:30');
    const results = words(await program.say('ref', 'sondage resultats'));
    expect(results).toContain('Comment va la semaine ?');
  });

  it('is dropped when its author says so twice, and forgotten after 30 days', async () => {
    const program = await start();
    await draft(program);
    expect(words(await program.tap('ref', 'editor.drop'))).toContain('Jeter');
    expect(program.tables().survey_draft).toHaveLength(1);
    await program.act('ref', 'editor.drop', { sure: true });
    expect(program.tables().survey_draft).toEqual([]);
    await draft(program);
    await program.travel('2026-12-16T09:00');
    expect(program.tables().survey_draft).toHaveLength(1);
    await program.travel('2026-12-18T09:00');
    expect(program.tables().survey_draft).toEqual([]);
    const gone = await program.act('ref', 'editor.send', {});
    expect(gone?.message.text).toContain("n'existe plus");
  });

  it('is its author’s alone: another champion’s taps reach their own, and an agent’s none', async () => {
    const program = await start();
    await draft(program);
    expect(await program.act('refu', 'editor.send', {})).toMatchObject({ refused: 'editor_gone' });
    expect(await program.act('p01', 'editor.show', {})).toMatchObject({ refused: 'role' });
    expect(words(await program.say('p01', 'sondage nouveau'))).toContain('rôle');
    expect(words(await program.say('dgs', 'sondage nouveau'))).toContain('rôle');
    // A champion asks their own service, whatever a form says.
    expect(await program.act('refu', 'editor.settings', { ...SETTINGS, target: SERVICE })).toMatchObject({
      refused: 'editor_target',
    });
    expect(await program.act('refu', 'editor.settings', { ...SETTINGS, target: '*' })).toMatchObject({
      refused: 'editor_target',
    });
    expect(program.tables().survey_draft).toHaveLength(1);
  });
});

describe('the questions of a draft', () => {
  const three = async () => {
    const program = await start();
    await draft(program);
    for (const question of ['Deux ?', 'Trois ?'])
      await program.act('ref', 'editor.question', { ...QUESTION, question });
    await program.say('ref', 'sondage nouveau');
    return program;
  };

  it('go up one place at a time, the one that was picked staying picked', async () => {
    const program = await three();
    const once = words(await program.tap('ref', 'editor.move', { part: '3' }));
    expect(once).toContain('montée à la place 2');
    expect(once).toMatch(/1\. Comment[\s\S]*2\. Trois[\s\S]*3\. Deux/);
    const twice = await program.tap('ref', 'editor.move', { part: '2' });
    expect(words(twice)).toMatch(/1\. Trois[\s\S]*2\. Comment[\s\S]*3\. Deux/);
    expect(JSON.stringify(twice.card)).toContain('"value":"1"');
    const before = program.tables().survey_draft;
    for (const [part, code] of [
      ['1', 'editor_first'],
      ['4', 'editor_gone'],
      ['-1', 'editor_gone'],
      ['settings', 'editor_settings_stay'],
      [undefined, 'editor_part'],
    ] as const)
      expect(await program.act('ref', 'editor.move', { part }), `${part}`).toMatchObject({ refused: code });
    expect(program.tables().survey_draft).toEqual(before);
    await program.tap('ref', 'editor.send');
    await program.travel('2026-11-16T15:00');
    const asked = words(await program.offering('p03', 'survey.answer'));
    expect(asked).toMatch(/Trois[\s\S]*Comment[\s\S]*Deux/);
  });

  it('are each told as they change, with what can be undone', async () => {
    const program = await three();
    const number = { number: 2, ...QUESTION, question: 'Et deux ?' };
    for (const [verb, data, told] of [
      ['editor.question', { ...QUESTION, question: 'Quatre ?' }, 'Question 4 ajoutée. Rien n’est envoyé'],
      ['editor.question', number, 'Question 2 modifiée. Rien n’est envoyé'],
      ['editor.remove', { part: '4' }, 'Question 4 retirée. Elle ne se retrouve pas'],
      ['editor.settings', SETTINGS, 'Titre, cible et dates enregistrés. Rien n’est envoyé'],
    ] as const) {
      const reply = await program.act('ref', verb, data);
      expect(JSON.stringify(reply?.message.card)).toContain(told.replace('’', "'"));
    }
  });
});

describe('what cannot be sent', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['no title', { title: ' \u200b ' }, 'vide'],
    ['a title too long', { title: 'a'.repeat(81) }, '80'],
    [
      'a closing before the opening',
      { ...SETTINGS, opens: '2026-12-01', closes: '2026-11-30' },
      "avant l'ouverture",
    ],
    ['a life of two days', { ...SETTINGS, closes: '2026-11-18' }, 'de 3 à 30 jours'],
    ['a life of 31 days', { ...SETTINGS, closes: '2026-12-17' }, 'de 3 à 30 jours'],
    ['an opening in the past', { ...SETTINGS, opens: '2026-11-13' }, "c'est passé"],
    ['a Sunday', { ...SETTINGS, opens: '2026-11-22' }, 'lundi 23 novembre'],
    ['an opening in two years', { ...SETTINGS, opens: '2028-11-20' }, "plus d'un an"],
    ['a date that is none', { ...SETTINGS, opens: '2026-02-30' }, 'ne se lit pas'],
    [
      'three weeks every two weeks',
      { ...SETTINGS, recurrence: 'biweekly', closes: '2026-12-07' },
      '13 jours au plus',
    ],
    ['J+n without a number', { ...SETTINGS, target: 'vague:pilote', recurrence: 'launch' }, 'de 1 à 366'],
    [
      'J+n of no wave',
      { ...SETTINGS, target: 'role:champion', recurrence: 'launch', offset: '20' },
      'choisissez une vague',
    ],
    ['nobody', { ...SETTINGS, target: 'Voirie' }, 'dans la liste'],
    ['100 kB', { title: 'a'.repeat(100_000) }, ''],
    ['a list', { title: ['a'], closes: {} }, ''],
  ])('%s is refused, and nothing is kept', async (_name, settings, told) => {
    const program = await start();
    await program.say('pil', 'sondage nouveau');
    const { message } = await refusal(program, 'pil', 'editor.settings', { target: '*', ...settings });
    expect(message.replace(/\u00a0/g, ' ')).toContain(told);
    expect(program.tables().survey_draft).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no kind', { ...QUESTION, kind: undefined }, 'type de réponse'],
    ['an unknown kind', { ...QUESTION, kind: 'photo' }, ''],
    ['no wording', { ...QUESTION, question: '\n' }, 'vide'],
    ['one choice', { ...QUESTION, choices: 'oui\n\n  ' }, 'au moins 2'],
    ['eleven choices', { ...QUESTION, choices: 'abcdefghijk'.split('').join('\n') }, '10 réponses'],
    ['the same choice twice', { ...QUESTION, choices: 'Oui\nnon\noui.' }, 'les mêmes'],
    ['a choice too long', { ...QUESTION, choices: `oui\n${'n'.repeat(76)}` }, '75'],
    ['one end of a scale', { ...QUESTION, kind: 'scale5', choices: 'bien' }, 'deux lignes'],
    ['a wording too long', { ...QUESTION, question: 'q'.repeat(201) }, '200'],
    ['a question that is not there', { ...QUESTION, number: 4 }, 'a changé'],
  ])('a question with %s is refused', async (_name, question, told) => {
    const program = await start();
    await program.say('ref', 'sondage nouveau');
    await program.tap('ref', 'editor.settings', SETTINGS);
    const before = program.tables().survey_draft;
    const reply = await program.act('ref', 'editor.question', question);
    expect(reply?.refused).toBeDefined();
    expect(reply?.message.text.replace(/\u00a0/g, ' ')).toContain(told);
    expect(program.tables().survey_draft).toEqual(before);
  });

  it('a sixth question, the same one twice, or a survey without any', async () => {
    const program = await start();
    await program.say('ref', 'sondage nouveau');
    await program.tap('ref', 'editor.settings', SETTINGS);
    expect(await program.act('ref', 'editor.send', {})).toMatchObject({ refused: 'editor_unready' });
    await program.act('ref', 'editor.question', QUESTION);
    const twice = { ...QUESTION, question: 'Comment va la SEMAINE' };
    expect(await program.act('ref', 'editor.question', twice)).toMatchObject({
      refused: 'editor_question_twice',
      field: 'question',
    });
    for (const question of ['deux', 'trois', 'quatre', 'cinq']) {
      await program.act('ref', 'editor.question', { ...QUESTION, question });
    }
    expect(await program.act('ref', 'editor.question', { ...QUESTION, question: 'six' })).toMatchObject({
      refused: 'editor_full',
    });
    expect(await program.act('ref', 'editor.add', {})).toMatchObject({ refused: 'editor_full' });
  });

  it('too small a group, with what to do instead; the draft stays', async () => {
    const program = await start();
    expect(words(await draft(program, 'refu'))).toContain('il en faut 10');
    const { code, message } = await refusal(program, 'refu', 'editor.send', {});
    expect(code).toBe('survey_too_small');
    expect(message).toContain('de vive voix');
    expect(program.tables().survey_draft).toHaveLength(1);
    expect(program.tables().survey_custom).toEqual([]);
  });
});

describe('what its author is told', () => {
  it('that a question touches what the law protects, without being refused', async () => {
    const program = await start();
    await draft(program);
    await program.tap('ref', 'editor.add');
    const card = await program.tap('ref', 'editor.question', {
      kind: 'choice',
      question: 'Êtes-vous en arrêt de travail ?',
      choices: 'oui\nnon',
    });
    expect(words(card)).toContain('La question 2 touche');
  });

  it('hostile words are shown as they are, and never obeyed', async () => {
    const program = await start();
    const hostile = `\${t.title} <!channel> [x](https://x.fr) \u202eabc \${1+1} '{' }`;
    const card = await draft(program, 'ref', { title: hostile });
    expect(words(card)).toContain(`\${t.title} <!channel> [x](https://x.fr) abc \${1+1} '{' }`);
    await program.tap('ref', 'editor.send');
    await program.travel('2026-11-16T15:00');
    expect(words(await program.offering('p02', 'survey.answer'))).toContain(`\${t.title} <!channel>`);
  });
});

describe('targets and dates of a lead', () => {
  it('a date and a role: it opens on its day, for those who have the role, as one total', async () => {
    const champions = staff('Finances', 12, 'cham').map((person) => ({ ...person, roles: 'referent' }));
    const program = await startProgram({ people: [...people, ...champions] });
    await program.travel('2026-11-16T09:00');
    const card = await draft(program, 'pil', {
      target: 'role:champion',
      opens: '2026-11-24',
      closes: '2026-12-01',
    });
    expect(facts(card)).toContain('référents IA');
    expect(facts(card)).toContain('mardi 24 novembre');
    await program.tap('pil', 'editor.send');
    await program.travel('2026-11-23T18:00');
    expect(words(await program.offering('cham01', 'survey.answer'))).not.toContain('Charge de travail');
    await program.travel('2026-11-24T10:00');
    expect(words(await program.offering('cham01', 'survey.answer'))).toContain('Charge de travail');
    expect(words(await program.offering('p01', 'survey.answer'))).not.toContain('Charge de travail');
    const asked = program.tables().round_person?.filter((row) => row.includes('sondage/')) ?? [];
    expect(asked).toHaveLength(14);
    expect(asked.filter((row) => !row.includes('"label":null'))).toEqual([]);
  });

  it('J+n of a wave is its date', async () => {
    const program = await start();
    const card = await draft(program, 'pil', { target: 'vague:pilote', recurrence: 'launch', offset: '20' });
    expect(facts(card)).toContain('lundi 21 décembre 2026');
    expect(facts(card)).toContain('à J+20');
  });

  it('what was written can be launched again from the list, and outlives a change of the programme', async () => {
    const program = await start();
    await draft(program);
    await program.tap('ref', 'editor.send');
    const offered = await program.say('pil', 'sondage');
    expect(JSON.stringify(offered.actions)).toContain('charge-de-travail');
    // Open, and no file of the folder: what was launched in chat keeps its own words.
    await editFile(program, 'cafes.yml', 'minutes: 60', 'minutes: 50');
    await program.travel('PT1M');
    expect(await problemsOf(program)).toEqual([]);
    // The same question under another title, to all of them but one: the difference would tell what that one said.
    await program.become('p01', 'blocked');
    await draft(program, 'ref', { title: 'Un autre titre' });
    expect(await program.act('ref', 'editor.send', {})).toMatchObject({ refused: 'survey_too_close' });
  });
});
