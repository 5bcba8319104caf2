import { expect, test } from 'vitest';
import { compileMessage } from '../../src/engine/message.ts';

const NARROW = '\u202f';

test('thousands are set apart in a figure as in a plural beside it, and nowhere else', () => {
  const say = compileMessage(
    '{users, plural, one {une personne} other {# personnes}} sur {invited}, {year}, {none}',
  );
  expect(say({ users: 3600, invited: 83_334, year: '2026', none: null })).toBe(
    `3${NARROW}600 personnes sur 83${NARROW}334, 2026, `,
  );
  expect(say({ users: 12, invited: 999, year: '2026', none: 0 })).toBe('12 personnes sur 999, 2026, 0');
  // Before or after: what was compiled for the one serves the other.
  expect(say({ users: 1, invited: 1000, year: '1', none: -1500 })).toBe(
    `une personne sur 1${NARROW}000, 1, -1${NARROW}500`,
  );
});

test('a number that chooses and is printed does both, inside a choice too', () => {
  const say = compileMessage(
    '{n, plural, =0 {rien sur {n}} other {{n} : {kind, select, a {oui, {n}} other {non}}}} <b>',
  );
  expect(say({ n: 5000, kind: 'a' })).toBe(`5${NARROW}000 : oui, 5${NARROW}000 <b>`);
  expect(say({ n: 0, kind: 'a' })).toBe('rien sur 0 <b>');
});
