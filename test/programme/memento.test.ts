import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Memento } from '../../src/domain/memento.ts';
import { plainLine } from '../../src/domain/passage.ts';
import { readMemento } from '../../src/programme/memento.ts';

const HEAD = ['---', 'version: 1.0', 'titre: Règles', 'lien:', '---', '', 'Bonjour.', ''];
const BODY = HEAD.length + 2;

/** A memento of one rule, whose text starts on line `BODY + 1`. */
function read(text: string): { memento: Memento | null; problems: string[] } {
  const problems: string[] = [];
  const memento = readMemento([...HEAD, '## Règle', '', text].join('\n'), problems);
  return { memento, problems };
}

function lines(text: string) {
  const { memento, problems } = read(text);
  expect(problems).toEqual([]);
  return memento?.rules[0]?.lines ?? [];
}

describe('a rule keeps', () => {
  it('emphasis, links and code, and the lines of a paragraph are joined', () => {
    expect(
      lines('Un **gras**, un\n*fin* et _**les deux**_, ~~non~~, `=A1`, [ici](https://a.example/x?y=1).'),
    ).toEqual([
      {
        mark: '',
        depth: 0,
        runs: [
          { text: 'Un ' },
          { text: 'gras', bold: true },
          { text: ', un ' },
          { text: 'fin', italic: true },
          { text: ' et ' },
          { text: 'les deux', italic: true, bold: true },
          { text: ', ' },
          { text: 'non', strike: true },
          { text: ', ' },
          { text: '=A1', code: true },
          { text: ', ' },
          { text: 'ici', url: 'https://a.example/x?y=1' },
          { text: '.' },
        ],
      },
    ]);
  });

  it('lists, of bullets and of numbers, one in the other', () => {
    const found = lines('Ainsi :\n\n- un\n- deux\n  1. a\n  2. b\n\n3. trois\n4. quatre\n\n   suite');
    expect(
      found.map(({ mark, depth, runs }) => [depth, mark, runs.map(({ text }) => text).join('')]),
    ).toEqual([
      [0, '', 'Ainsi :'],
      [0, '•', 'un'],
      [0, '•', 'deux'],
      [1, '1.', 'a'],
      [1, '2.', 'b'],
      [0, '3.', 'trois'],
      [0, '4.', 'quatre'],
      [1, '', 'suite'],
    ]);
  });

  it('quotes, tables, small titles, forced breaks, e-mail addresses, characters that mean nothing', () => {
    const found = lines(
      [
        '> Dire **vrai**.\n',
        '| Outil | Données |\n|---|---|\n| Assistant | aucune |\n| Dictée | *anonymes* |\n',
        '### Plus loin\n',
        'Un\\\ndeux<br>trois\n',
        'Écrire à [la DPO](mailto:dpo@a.example) ou a@b.example.\n',
        'Pas \\*gras\\*, 3 * 4 * 5, a_b_c, [adresse], <!-- rien --> M. X & Cie, https://a.example/',
      ].join('\n'),
    );
    expect(found.map(plainLine)).toEqual([
      '«\u00a0Dire vrai.\u00a0»',
      '• Assistant · Données\u00a0: aucune',
      '• Dictée · Données\u00a0: anonymes',
      'Plus loin',
      'Un',
      'deux',
      'trois',
      'Écrire à la DPO (dpo@a.example) ou a@b.example.',
      'Pas *gras*, 3 * 4 * 5, a_b_c, [adresse],  M. X & Cie, https://a.example/',
    ]);
  });

  it('every word, whatever the Markdown around it', () => {
    const word = fc.stringMatching(/^[a-zàéç]{1,8}$/);
    const dressed = fc
      .tuple(word, fc.constantFrom('', '*', '**', '`', '~~'))
      .map(([text, mark]) => ({ text, written: mark + text + mark }));
    const paragraph = fc.tuple(
      fc.constantFrom('', '- ', '1. ', '> ', '### '),
      fc.array(dressed, { minLength: 1, maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 6 }), (paragraphs) => {
        const source = paragraphs.map(
          ([start, words]) => start + words.map(({ written }) => written).join(' '),
        );
        const shown = lines(source.join('\n\n'))
          .map(plainLine)
          .join(' ')
          .match(/[a-zàéç]+/g);
        expect(shown).toEqual(paragraphs.flatMap(([, words]) => words.map(({ text }) => text)));
      }),
    );
  });
});

describe('what a card cannot show is told with its line', () => {
  it.each([
    ['un\ndeux ![plan](plan.png)', 2, /image ; mettez-la sur l'intranet/],
    ['un <span>deux</span>', 1, /balise HTML ; enlevez-la/],
    ['- un\n- deux\n  - <b>trois</b>', 3, /balise HTML/],
    ['<div>\nbloc\n</div>', 1, /balise HTML/],
    ['un\n\n    quatre espaces', 3, /bloc de code ; enlevez les espaces/],
    ['```\ncode\n```', 1, /bloc de code/],
    ['un\n\n***\n\ndeux', 3, /filet/],
    ['> # Titre', 1, /titre dans une liste ou une citation/],
    ['- [ ] à faire', 1, /case à cocher/],
    ['[ici](/intranet)', 1, /lien « ici » ; écrivez une adresse entière/],
    ['[ici](javascript:alert(1))', 1, /lien « ici »/],
    ['un&nbsp;deux', 1, /« &nbsp; » ; écrivez le caractère lui-même/],
    ['| a |\n|---|\n| ![x](y) |', 3, /image/],
  ])('%j', (text, line, message) => {
    const { memento, problems } = read(text);
    expect(memento).toBeNull();
    expect(problems[0]).toMatch(new RegExp(`^memento\\.md:${BODY + line}: .+ ; .+`));
    expect(problems[0]).toMatch(message);
  });

  it('a rule too long for a card, and by how much', () => {
    const at = `memento.md:${HEAD.length + 1}: règle trop longue pour une carte :`;
    const told = (text: string) => read(text).problems;
    expect(told('mot '.repeat(600))).toEqual([
      expect.stringContaining(`${at} 2399 caractères au lieu de 2000 au plus ; coupez-la`),
    ]);
    expect(told('- mot\n'.repeat(21))).toEqual([expect.stringContaining(`${at} 21 lignes au lieu de 20`)]);
    expect(told('*a* b '.repeat(40))).toEqual([expect.stringContaining(`${at} 80 passages de gras`)]);
    expect(told('- mot\n'.repeat(20))).toEqual([]);
  });
});

describe('sections', () => {
  const whole = (...body: string[]) => {
    const problems: string[] = [];
    const memento = readMemento([...HEAD, ...body].join('\n'), problems);
    return { rules: memento?.rules.map(({ title, section }) => [section, title]), problems };
  };

  it('group the rules that follow them', () => {
    expect(whole('## A', 'a', '# Un', '## B', 'b', '## C', 'c', '# Deux', '## D', 'd').rules).toEqual([
      [null, 'A'],
      ['Un', 'B'],
      ['Un', 'C'],
      ['Deux', 'D'],
    ]);
  });

  it.each([
    [['# Vide', '# Un', '## B', 'b'], 9, /section « # » sans règle/],
    [['## B', 'b', '# Vide'], 11, /section « # » sans règle/],
    [['# Un', 'texte', '## B', 'b'], 9, /ne contient que des règles/],
    [['## B', 'b', '## B', 'c'], 11, /titre déjà pris plus haut/],
    [['## B', '## C', 'c'], 9, /règle vide/],
    [['## ', 'b'], 9, /titre vide/],
    [[`## ${'x'.repeat(101)}`, 'b'], 9, /titre vide ou trop long/],
    [[''], 5, /aucune règle/],
    [Array.from({ length: 41 }, (_, n) => `## R${n}\n\ntexte`), 5, /41 règles ; gardez-en 40/],
  ])('%#: what is wrong with them is told', (body, line, message) => {
    const { problems } = whole(...body);
    expect(problems[0]).toMatch(new RegExp(`^memento\\.md:${line}: `));
    expect(problems[0]).toMatch(message);
  });
});

describe('questions to check oneself', () => {
  const question = [
    '  - question: Qui relit ?',
    '    choix: [Moi, Vous]',
    '    bonne: 1',
    '    pourquoi: Je signe.',
  ];
  const withHead = (...head: string[]) => {
    const problems: string[] = [];
    const memento = readMemento(
      ['---', 'version: 1', 'titre: R', ...head, '---', 'I', '## A', 'a'].join('\n'),
      problems,
    );
    return { check: memento?.check, problems };
  };

  it('are read, and may be absent', () => {
    expect(withHead('verification:', ...question).check).toEqual([
      { question: 'Qui relit ?', choices: ['Moi', 'Vous'], right: 0, why: 'Je signe.' },
    ]);
    for (const none of [[], ['verification:'], ['verification: []']])
      expect(withHead(...none).check).toEqual([]);
  });

  it.each([
    [[...question, ...question, ...question], /verification.*0 à 2/],
    [question.map((line) => line.replace('bonne: 1', 'bonne: 3')), /rang sans choix/],
    [question.map((line) => line.replace('bonne: 1', 'bonne: Moi')), /« bonne: Moi ».*rang du bon choix/],
    [question.map((line) => line.replace('[Moi, Vous]', '[Moi]')), /choix.*2 à 4/],
    [question.map((line) => line.replace('Vous', 'v'.repeat(76))), /75 caractères/],
    [question.slice(0, 3), /il manque « pourquoi »/],
  ])('%#: what is wrong with them is told', (lines, message) => {
    expect(withHead('verification:', ...lines).problems.join('\n')).toMatch(message);
  });

  it('a version is a word that can be part of a name', () => {
    expect(withHead('version: 2026/12').problems.join('\n')).toMatch(/deux fois|plus haut/);
    const problems: string[] = [];
    readMemento('---\nversion: 2026/12\ntitre: R\n---\nI\n## A\na', problems);
    expect(problems).toEqual([expect.stringMatching(/^memento\.md:2: « version: 2026\/12 ».*sans « \/ »/)]);
  });
});
