import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMANDS, normalise, parseCommand, textAfter } from '../../src/domain/command.ts';

describe('a typed line', () => {
  test.each([
    ['/Mémento', 'memento'],
    ['  MÉMENTO  ', 'memento'],
    ['me\u0301mento', 'memento'],
    ['<at>Percolateur</at> bilan', 'bilan'],
    ['<at id="0">Percolateur IA</at>&nbsp;'.replace('&nbsp;', '\u00a0'), ''],
    ['<@U012AB3CD> /Sondage Statut', 'sondage statut'],
    ['@Percolateur aide !', 'aide'],
    ['/ pause', 'pause'],
    ['\u200bbilan\u00a0ici\u00a0?', 'bilan ici'],
    ['J’ai gagné  1\u202fh', "j'ai gagne 1 h"],
    ['?', ''],
    ['', ''],
  ])('%j is read %j', (typed, expected) => {
    expect(normalise(typed)).toBe(expected);
  });

  test('has no capital, accent, double space, mention or slash in front left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const read = normalise(typed);
        expect(read).toBe(read.toLowerCase().trim());
        expect(read).not.toMatch(/\p{Diacritic}|\p{Cf}|\s\s|^\/|<@\w+>/u);
      }),
    );
  });

  test('that goes on forever is read up to its thousandth character', () => {
    expect(normalise(`aide ${'<at '.repeat(50_000)} ${'? '.repeat(50_000)}`).length).toBeLessThanOrEqual(
      1000,
    );
    expect(parseCommand(`bilan ${'?'.repeat(200_000)}`)?.name).toBe('bilan');
  });
});

describe('a command', () => {
  test.each([
    ['/sondage', { name: 'sondage', words: '' }],
    ['sondage statut', { name: 'sondage', words: 'statut' }],
    ['<at>Percolateur</at> BILAN ici', { name: 'bilan', words: 'ici' }],
    ['Mémento.', { name: 'memento', words: '' }],
    ['/reprendre', { name: 'reprendre', words: '' }],
    ['sondages', null],
    ['constructor', null],
    ['le bilan', null],
    ['', null],
  ])('%j is %o', (typed, expected) => {
    expect(parseCommand(typed)).toEqual(expected);
  });

  test('is known however it is written', () => {
    const written = fc.record({
      command: fc.constantFrom(...COMMANDS.map(({ name }) => name)),
      mention: fc.constantFrom('', '<at>Percolateur</at> ', '<@U1> ', '@Percolateur '),
      slash: fc.constantFrom('', '/', ' / '),
      upper: fc.boolean(),
      words: fc.constantFrom('', 'ici', 'statut'),
    });
    fc.assert(
      fc.property(written, ({ command, mention, slash, upper, words }) => {
        const line = `${mention}${slash}${upper ? command.toUpperCase() : command} ${words}`;
        expect(parseCommand(line)).toEqual({ name: command, words });
      }),
    );
  });
});

test.each([
  ['cafe message Bonjour à tous !', 'Bonjour à tous !'],
  ['/Café  message\nDeux\nlignes ', 'Deux\nlignes'],
  ['<at>Percolateur</at> cafe message  Ici', 'Ici'],
  ['cafe message', ''],
  ['cafe', ''],
  ['', ''],
])('what follows the first two words of %j is %j', (line, expected) => {
  expect(textAfter(line, 2)).toBe(expected);
});
