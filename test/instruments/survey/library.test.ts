import { describe, expect, it } from 'vitest';
import { staff } from '../../support/commune.ts';
import { type Program, startProgram, words } from '../../support/program.ts';
import { reached } from '../../support/reached.ts';

const SERVICE = 'Services techniques';
const people = [
  ...staff(SERVICE, 13),
  { id: 'ref', department: SERVICE, roles: 'referent' },
  { id: 'pil', department: 'Direction générale', roles: 'pilote' },
  // The baseline went to them too: the service is no near copy of the whole.
  ...staff('Police municipale', 8, 'm'),
];

const inDecember = reached(async () => {
  const program = await startProgram({ people });
  await program.travel('2026-12-07T10:00');
  return program;
});

async function launch(program: Program, survey: string): Promise<void> {
  await program.say('ref', 'sondage');
  expect(words(await program.tap('ref', 'survey.launch', { survey }))).toContain('est lancé');
}

/** `answers`: what each of the first people answers, one card each. */
async function ask(program: Program, survey: string, answers: Record<string, string>[]): Promise<string> {
  await launch(program, survey);
  for (const [index, data] of answers.entries()) {
    await program.tap(`p${String(index + 1).padStart(2, '0')}`, 'survey.answer', data);
  }
  await program.travel('P8D');
  return words(await program.say('ref', 'sondage resultats'));
}

const each = (count: number, answer: (index: number) => Record<string, string>) =>
  Array.from({ length: count }, (_, index) => answer(index));

describe('a référent who types « sondage »', () => {
  it('picks in one list by use, reads the questions, and launches, in four gestures', async () => {
    const program = await inDecember();
    const offer = await program.say('ref', 'sondage');
    expect(words(offer)).toContain('14 personnes');
    expect(offer.actions.map(({ verb }) => verb)).toEqual(['survey.preview', 'survey.launch', 'editor.show']);
    const [list] = offer.actions[0]?.inputs ?? [];
    expect(list?.choices.map(({ value }) => value)).toEqual([
      'satisfaction',
      'climat',
      'apres-cafe',
      'umux-lite',
      'confiance',
      'regles',
    ]);
    for (const { title } of list?.choices ?? []) expect(title.length).toBeLessThanOrEqual(75);
    const preview = await program.tap('ref', 'survey.preview', { survey: 'umux-lite' });
    expect(words(preview)).toMatch(/Les possibilités de cet outil/);
    expect(words(preview)).toMatch(/Source.*Lewis, Utesch et Maher/);
    expect(words(preview)).toContain('Adaptation française non validée');
    expect(words(await program.tap('ref', 'survey.launch'))).toContain('est lancé');
  });

  it('is told to pick first, and cannot launch what is not in the list', async () => {
    const program = await inDecember();
    const { id: message } = await program.say('ref', 'sondage');
    const tap = (verb: string, data: object) =>
      program.call('POST', 'people/ref/answers', { message, verb, data });
    for (const verb of ['survey.launch', 'survey.preview']) {
      expect(await tap(verb, {})).toMatchObject({ status: 409, body: { code: 'survey_not_picked' } });
      expect(await tap(verb, { survey: 'etat-des-lieux' })).toMatchObject({ status: 400 });
      const elsewhere = { survey: 'climat', department: 'Finances' };
      expect(await tap(verb, elsewhere)).toMatchObject({ status: 403, body: { code: 'role' } });
    }
  });
});

describe('what a survey of the library shows', () => {
  it('UMUX-Lite: a score from 0 to 100 with its n, its source and its caveat', async () => {
    const program = await inDecember();
    const shown = await ask(
      program,
      'umux-lite',
      each(8, (index) => ({ q_umux_besoins: index < 4 ? '7' : '4', q_umux_facile: index < 4 ? '6' : '3' })),
    );
    // (5.5 + 4.5 - 2) x 100 / 12.
    expect(shown).toContain('Score UMUX-Lite\u00a0: 67 sur 100 (8 réponses). Adaptation non validée.');
    expect(shown).toMatch(/Source.*CHI 2013/);
    expect(shown).toMatch(/À garder en tête.*Adaptation française non validée/);
  });

  it('no score where everybody agrees', async () => {
    const program = await inDecember();
    const shown = await ask(
      program,
      'umux-lite',
      each(8, () => ({ q_umux_besoins: '7', q_umux_facile: '7' })),
    );
    expect(shown).toContain('Score UMUX-Lite\u00a0: pas montré');
    expect(shown).not.toContain('sur 100');
  });

  it('the rules: a share of right answers', async () => {
    const program = await inDecember();
    const shown = await ask(
      program,
      'regles',
      each(9, (index) => ({
        q_regle_donnees: index < 5 ? 'masque' : 'oui',
        q_regle_relire: 'verifier',
        q_regle_decision: index < 8 ? 'relue' : 'prepare',
      })),
    );
    expect(shown).toMatch(/5 bonnes réponses sur 9 \(56.%\)/);
    expect(shown).toMatch(/Presque toutes les réponses sont justes.*Retrouver l'article/);
    expect(shown).toMatch(/Presque toutes les réponses sont.*relit le classement.*la bonne réponse était/);
  });

  it('the rules: a card that does not tell the right answer', async () => {
    const program = await inDecember();
    await launch(program, 'regles');
    const asked = JSON.stringify(await program.offering('p01', 'survey.answer'));
    const next = JSON.stringify(await program.tap('p01', 'survey.answer', { q_regle_donnees: 'oui' }));
    expect(asked).toContain('q_regle_donnees');
    expect(next).toContain('q_regle_relire');
    for (const card of [asked, next]) expect(card).not.toMatch(/"right"|"juste"|bonnes? réponses?/);
  });

  it('several answers: who chose what, and no count where nearly nobody or nearly everybody did', async () => {
    const program = await inDecember();
    const shown = await ask(
      program,
      'apres-cafe',
      each(10, (index) => ({
        q_cafe_venue: index < 5 ? 'oui' : 'temps',
        q_cafe_depuis: ['essaye', ...(index < 6 ? ['parle'] : []), ...(index < 1 ? ['demande'] : [])].join(),
      })),
    );
    expect(shown).toMatch(/plusieurs réponses possibles, 10 réponses.*J'en ai parlé avec des collègues.: 6/);
    expect(shown).toMatch(/presque tout le monde.: J'ai essayé l'IA/);
    expect(shown).toMatch(/presque personne.: .*J'ai demandé de l'aide/);
    const frozen = program.tables().frozen?.find((row) => row.includes('apres-cafe')) ?? '';
    expect(frozen).toContain(String.raw`\"cafe_depuis:essaye\":{\"nearlyAll\":\"yes\"}`);
    expect(frozen).toContain(String.raw`\"cafe_depuis:demande\":{\"nearlyAll\":\"no\"}`);
  });

  it('takes no choice that was not offered among several', async () => {
    const program = await inDecember();
    await launch(program, 'apres-cafe');
    const { id: message } = await program.offering('p01', 'survey.answer');
    for (const answer of ['essaye,autre', ',', 'essaye,', 'essaye;rien']) {
      const refused = await program.call('POST', 'people/p01/answers', {
        message,
        verb: 'survey.answer',
        data: { q_cafe_depuis: answer },
      });
      expect(refused, answer).toMatchObject({ status: 400, body: { code: 'bad_input' } });
    }
    expect(program.tables().sealed_answer).toEqual([]);
  });
});

describe('before and after', () => {
  it('compares what was asked of the same people in two surveys, each with its n', async () => {
    const program = await inDecember();
    const first = await ask(
      program,
      'confiance',
      each(10, (index) => ({ q_competence: index < 6 ? '2' : '4', q_ressenti: '3' })),
    );
    expect(first).not.toContain('avant, le');
    const after = await ask(
      program,
      'climat',
      each(9, (index) => ({ q_competence: index < 4 ? '3' : '5', q_crainte: index < 4 ? 'rien' : 'emploi' })),
    );
    expect(after).toMatch(/Notes 4 et 5.: 5 sur 9 réponses.; avant, le lundi 14 décembre.: 4 sur 10\./);
  });

  it('refuses the same question to nearly the same people, in whatever survey it is', async () => {
    const program = await inDecember();
    await ask(
      program,
      'confiance',
      each(10, (index) => ({ q_competence: index < 6 ? '2' : '4' })),
    );
    await program.become('p13', 'left');
    const { id: message } = await program.say('ref', 'sondage');
    const tap = (survey: string) =>
      program.call('POST', 'people/ref/answers', { message, verb: 'survey.launch', data: { survey } });
    expect(await tap('climat')).toMatchObject({ status: 409, body: { code: 'survey_too_close' } });
    expect(await tap('regles')).toMatchObject({ status: 200 });
  });
});

describe('sondage resultats', () => {
  it('shows the last one, and a button for each one before', async () => {
    const program = await inDecember();
    await ask(
      program,
      'umux-lite',
      each(8, (index) => ({ q_umux_besoins: index < 4 ? '7' : '4' })),
    );
    await ask(
      program,
      'regles',
      each(9, (index) => ({ q_regle_donnees: index < 5 ? 'masque' : 'oui' })),
    );
    const last = await program.say('ref', 'sondage resultats');
    expect(words(last)).toContain("Nos règles de l'IA");
    const [before, ...others] = last.actions;
    expect(others).toEqual([]);
    expect(before?.title).toMatch(/^Votre outil d'IA.*clos le lundi 14 décembre$/);
    const shown = await program.tap('ref', 'survey.results', before?.data ?? {});
    expect(words(shown)).toContain('Les possibilités de cet outil');
    const forged = await program.act('p01', 'survey.results', before?.data ?? {});
    expect(forged?.refused).toBe('role');
    await launch(program, 'climat');
    const open = program.tables().round?.find((row) => row.includes('"subject":"climat"')) ?? '{}';
    const early = await program.act('ref', 'survey.results', { round: JSON.parse(open).id });
    expect(early?.refused).toBe('survey_open');
  });
});

describe('sondage calendrier', () => {
  it('shows what is open and what comes, over all waves, and the weeks that ask the same people twice', async () => {
    const second =
      '\n  - id: suite\n    nom: Vague suivante\n    lancement: 2027-01-05\n    services: [Finances]\n\n# Les outils';
    const program = await startProgram({
      people: [...people, ...staff('Finances', 11, 'f')],
      edits: [
        [
          'programme.yml',
          '    services: []',
          `    services: [${SERVICE}, Direction générale, Police municipale]`,
        ],
        ['programme.yml', '\n# Les outils', second],
      ],
    });
    await program.travel('2026-12-21T10:00');
    await launch(program, 'regles');
    const shown = await program.say('ref', 'sondage calendrier');
    const lines = words(shown).split('\n');
    const [, ...entries] = lines;
    // The baseline of the second wave opens on the day the launch in chat does, to other people.
    expect(entries.slice(0, 3).join('\n')).toMatch(/Ouvert.*Nos règles de l'IA.*Services techniques/);
    expect(entries.filter((line) => line.includes('Vague suivante'))).toHaveLength(4);
    const warnings = entries.filter((line) => line.startsWith('Attention'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/semaine du lundi 21 décembre.*14 personnes recevraient deux sondages/);
    expect(words(await program.say('pil', 'sondage calendrier'))).toBe(words(shown));
    expect(words(await program.say('p01', 'sondage calendrier'))).toContain('pas ouverte à votre rôle');
  });
});
