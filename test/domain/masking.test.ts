import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMask } from '../../src/domain/masking.ts';
import { FIRST_NAMES, lastNames } from '../../src/programme/names.ts';

const NAMES = [
  'Édouard Dupré',
  'Jean-Paul de La Tour',
  'Lætitia Œuvrard',
  "Awa N'Diaye",
  'Linh Ng',
  'Marie-Ève Lopez',
  'Bao Vu',
];
const mask = createMask(NAMES);

describe('people of the list', () => {
  it.each([
    ['Voir avec EDOUARD.', 'Voir avec […].'],
    ['voir avec edouard dupre', 'voir avec […] […]'],
    ['Demandez à ÉDOUARD-DUPRÉ', 'Demandez à […]-[…]'],
    ['jeanpaul bloque tout', '[…] bloque tout'],
    ['edouarddupre et dupreedouard', '[…] et […]'],
    ['edouard_dupre', '[…]_[…]'],
    ['Laetitia Oeuvrard', '[…] […]'],
    ['É\u200bdou\u00adard refuse', '[…] refuse'],
    ['Ｄｕｐｒé refuse', '[…] refuse'],
    ['E. Dupré et Édouard D. refusent', '[…] et […] refusent'],
    ['J.-P. de La Tour', 'J.-P. de La […]'],
    ['Merci à N’Diaye', 'Merci à N’[…]'],
    ['Ng ne relit jamais', '[…] ne relit jamais'],
    ['É.D. ne relit jamais', '[…] ne relit jamais'],
    ['D. É. ne relit jamais', '[…] ne relit jamais'],
  ])('%s', (written, shown) => expect(mask(written)).toBe(shown));

  it('leave short words of French alone', () => {
    const text = 'Vu de la mairie, on ne sait ni ce qui va, ni où. La R.H. et l’I.A. aussi.';
    expect(mask(text)).toBe(text);
  });

  it('are masked whoever they are, in capitals, without accents, apart or together', () => {
    const name = fc.tuple(fc.constantFrom(...FIRST_NAMES), fc.constantFrom(...lastNames('FR')));
    const plain = (word: string) => word.normalize('NFD').replace(/\p{Diacritic}/gu, '');
    const ways: ((first: string, last: string) => string)[] = [
      (first, last) => `${first} ${last}`,
      (first, last) => `${last.toUpperCase()} ${plain(first)}`,
      (first, last) => plain(`${first}-${last}`).toLowerCase(),
      (first, last) =>
        plain(`${first}${last}`)
          .toLowerCase()
          .replace(/[^a-z]/g, ''),
      (first, last) => `${first} ${last}`.normalize('NFD'),
    ];
    fc.assert(
      fc.property(name, fc.constantFrom(...ways), ([first, last], way) => {
        const shown = createMask([`${first} ${last}`])(`Hier, ${way(first, last)} a dit non.`);
        const letters = plain(shown)
          .toLowerCase()
          .replace(/[^a-z]/g, '');
        expect(letters).toMatch(/^hier(?:da)?adit(?:non)?$/);
      }),
    );
  });
});

describe('people announced by a title', () => {
  it.each([
    ['Monsieur Martin est parti', 'Monsieur […] est parti'],
    ['M. Martin est parti', '[…] est parti'],
    ['Madame Le Guen refuse', 'Madame […] refuse'],
    ['Mme D. refuse', 'Mme […] refuse'],
    ['le Dr Vu a dit oui', 'le Dr […] a dit oui'],
    ['Monsieur le maire', 'Monsieur le maire'],
    ['Bonjour Madame, Monsieur', 'Bonjour Madame, Monsieur'],
  ])('%s', (written, shown) => expect(mask(written)).toBe(shown));
});

describe('what leads to somebody', () => {
  it.each([
    'e.dupont@mairie.example',
    'e.dupont (at) mairie.fr',
    'dupont [at] mairie [dot] fr',
    'dupont arobase mairie point fr',
    '@e.dupont',
    'https://intranet.example/annuaire/dupont',
    'annuaire.mairie.fr/dupont',
    '06 12 34 56 78',
    '06.12.34.56.78',
    '06/12/34/56/78',
    '0612345678',
    '+33 6 12 34 56 78',
    '+33 (0)6 12 34 56 78',
    '+41 79 123 45 67',
    '079 123 45 67',
    '06\u00a012\u202f34\u00a056\u00a078',
    '1 85 05 78 006 084 36',
    '185057800608436',
    '1 85 05 2A 004 123 45',
    '756.1234.5678.97',
    '7561234567897',
    'FR76 3000 6000 0112 3456 7890 189',
    'CH93 0076 2011 6238 5295 7',
    'AB-123-CD',
    '12 rue des Lilas',
    '12 bis, rue de la République',
    "3 place de l'Église",
    '14 avenue du Général de Gaulle',
    'chemin des Vignes 4',
    'Rue du Lac 12a',
  ])('%s', (secret) => {
    expect(mask(`Écrivez à ${secret}, merci.`)).toBe('Écrivez à […], merci.');
  });

  it.each([
    'Le 01.12.2026 à 14 h 30, 3 personnes en 2027.',
    'Du 2026-12-01 au 2027-03-01',
    'Il faut 120 000 € et 35 heures.',
    'La rue du Lac est fermée, la place aussi.',
    'Version 1.2.3 du logiciel, RGPD art. 30.',
    'Note de 4/5, puis 12 réponses sur 14.',
    'Un modèle par métier. Des exemples.',
  ])('and nothing else: %s', (plain) => expect(mask(plain)).toBe(plain));
});

it('takes any text, and masking it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      const shown = mask(text);
      expect(mask(shown)).toBe(shown);
    }),
  );
});
