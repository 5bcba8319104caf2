import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersonRecord } from '../../src/domain/person.ts';
import { formatPeople, parsePeople } from '../../src/programme/people-csv.ts';

const words = (maxLength: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength })
    .map((text) => text.replace(/[\p{Cc}\p{Z}]+/gu, ' ').trim())
    .filter((text) => text.length > 0 && text.length <= maxLength);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const person: fc.Arbitrary<PersonRecord> = fc.record({
  id: fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/),
  name: words(60),
  email: orNull(fc.stringMatching(/^[a-z0-9.'+-]{1,20}@[a-z0-9-]{1,20}\.example$/)),
  department: fc.constantFrom('Finances', 'Eau ; assainissement', 'Accueil, état civil', 'Le « 36 "bis" »'),
  roles: fc
    .subarray(['champion', 'leadership', 'lead'] as const)
    .map((roles): PersonRecord['roles'] => ['agent', ...roles]),
  channel: orNull(fc.constantFrom('teams' as const, 'slack' as const, 'sandbox' as const, 'none' as const)),
  aadId: orNull(fc.uuid()),
  slackId: orNull(fc.stringMatching(/^U[A-Z0-9]{8,10}$/)),
  locale: fc.constantFrom('fr', 'de', 'fr-CH'),
  zone: orNull(fc.constantFrom('Europe/Zurich', 'Indian/Reunion')),
  days: orNull(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })),
});

const people = fc.uniqueArray(person, {
  minLength: 1,
  maxLength: 20,
  comparator: (a, b) =>
    a.id === b.id ||
    (a.email !== null && a.email === b.email) ||
    (a.aadId !== null && a.aadId === b.aadId) ||
    (a.slackId !== null && a.slackId === b.slackId),
});

describe('the people file', () => {
  test('comes back as it was written', () => {
    fc.assert(
      fc.property(people, (written) => {
        expect(parsePeople(formatPeople(written), 'agents.csv')).toMatchObject({
          people: written,
          problems: [],
        });
      }),
    );
  });

  test('never throws, whatever the text', () => {
    const line = fc.string({
      unit: fc.constantFrom('a', '1', ';', ',', '"', ' ', '\n', '\r', '|', '-', 'é'),
    });
    fc.assert(
      fc.property(line, (text) => {
        const { problems } = parsePeople(`id;nom;service\n${text}`, 'agents.csv');
        for (const problem of problems) expect(problem).toMatch(/^agents\.csv:\d+: .+ ; .+/);
      }),
    );
  });

  test('takes commas, any order of columns, and every way of listing roles and days', () => {
    const csv = [
      'nom,id,service,roles,jours',
      'Ada Roux,a1,"Accueil, état civil","agent, Référent",lun-mar-jeu',
      'Luc Favre,a2,Bourse,pilote|direction,jeu|lun',
      'Zoé Rey,a3,Bourse,agent referent,Lundi Vendredi',
    ].join('\n');
    const { people, problems } = parsePeople(csv, 'agents.csv');
    expect(problems).toEqual([]);
    expect(people.map(({ roles }) => roles)).toEqual([
      ['agent', 'champion'],
      ['agent', 'leadership', 'lead'],
      ['agent', 'champion'],
    ]);
    expect(people.map(({ days }) => days)).toEqual([
      [1, 2, 4],
      [1, 4],
      [1, 5],
    ]);
  });

  test('tells a wrong title, a missing one, a doubled one', () => {
    expect(parsePeople('id;nom;servce\n', 'a.csv').problems).toEqual([
      'a.csv:1: colonne inconnue « servce » ; vouliez-vous dire « service » ?',
    ]);
    expect(parsePeople('id;nom\n', 'a.csv').problems).toEqual([
      expect.stringContaining('il manque la colonne « service »'),
    ]);
    expect(parsePeople('id;nom;nom;service\n', 'a.csv').problems).toEqual([
      expect.stringContaining('la colonne « nom » est deux fois'),
    ]);
  });

  test('does not repeat the first person when the titles are missing', () => {
    const { problems } = parsePeople('a1;Ada Roux;Finances\n', 'a.csv');
    expect(problems).toEqual([expect.stringContaining('il manque la ligne de titres')]);
    expect(problems.join()).not.toContain('Ada');
  });

  test('tells an empty file', () => {
    expect(parsePeople('id;nom;service\n', 'a.csv').problems).toEqual([
      'a.csv:1: aucune personne ; écrivez-en une par ligne',
    ]);
  });
});
