import { expect, test } from 'vitest';
import { adviceParts } from '../../../src/instruments/digest/words/advice-parts.ts';
import { keptTogether } from '../../../src/instruments/digest/words/spaces.ts';
import digest from '../../../src/locales/fr/digest.json' with { type: 'json' };

/** What a sentence is built from, not a sentence. */
const PIECES = ['digest.advice.mentions', 'digest.advice.nearly'];

const advices = Object.entries(digest).filter(
  ([key]) => key.startsWith('digest.advice.') && !PIECES.includes(key),
);

test.each(advices)('%s says what was read, who acts and what to do', (_, sentence) => {
  const { reading, who, what } = adviceParts(sentence) ?? expect.fail(sentence);
  expect(`${reading} → ${who}\u00a0: ${what}.`).toBe(sentence);
  // What to do is read alone, in large: it leans on no word of what was read. (« Le » inside may stand for what is
  // said just before it: « demander ce qui coince, et le corriger ».)
  expect(what).not.toMatch(/^(l'|la |le |les |en |y |lui |leur )/);
  expect(what).not.toMatch(/(^|[\s'])(ils?|elles?|celui|celles?|ceux)([\s,.-]|$)/);
});

test('signs stay with the word before them, whoever typed them', () => {
  expect(keptTogether('Une question « simple » ? Oui ; 30 % : vrai !')).toBe(
    'Une question «\u00a0simple\u00a0»\u00a0? Oui\u00a0; 30\u00a0%\u00a0: vrai\u00a0!',
  );
});
