import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StartupError } from '../../src/domain/errors.ts';
import { createRandom } from '../../src/domain/random.ts';
import { generatePeople } from '../../src/programme/generate.ts';
import { formatPeople, parsePeople } from '../../src/programme/people-csv.ts';

const sizes = fc.oneof(fc.integer({ min: 8, max: 60 }), fc.integer({ min: 8, max: 2000 }));
const regions = fc.constantFrom('FR', 'FR-57', 'CH-VD');

describe('generated people', () => {
  test('are a sound people file of that size, with everybody a programme needs', () => {
    fc.assert(
      fc.property(sizes, fc.integer(), regions, (count, seed, region) => {
        const people = generatePeople(count, seed, region);
        expect(people).toHaveLength(count);
        expect(parsePeople(formatPeople(people), 'agents.csv')).toMatchObject({ people, problems: [] });
        expect(people.some(({ roles }) => roles.includes('lead'))).toBe(true);
        expect(people.some(({ roles }) => roles.includes('leadership'))).toBe(true);
        for (const colleagues of Map.groupBy(people, ({ department }) => department).values()) {
          expect(colleagues.some(({ roles }) => roles.includes('champion'))).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('are the same for the same seed, and others for another', () => {
    expect(generatePeople(120, 7, 'FR')).toEqual(generatePeople(120, 7, 'FR'));
    expect(generatePeople(120, 7, 'FR')).not.toEqual(generatePeople(120, 8, 'FR'));
    expect(generatePeople(8, 1, 'CH-VD')[0]?.id).toBe('p0001');
  });

  test('work part-time for some, in more services when they are more', () => {
    const [small, large] = [generatePeople(30, 3, 'FR'), generatePeople(600, 3, 'FR')];
    const services = (people: typeof small) => new Set(people.map(({ department }) => department)).size;
    expect(services(large)).toBeGreaterThan(services(small));
    const partTime = large.filter(({ days }) => days !== null).length;
    expect(partTime).toBeGreaterThan(60);
    expect(partTime).toBeLessThan(300);
  });

  test.for([7, 2001, 12.5, Number.NaN])('refuses %s people', (count) => {
    expect(() => generatePeople(count, 1, 'FR')).toThrow(StartupError);
  });
});

describe('the seeded random', () => {
  test('gives the numbers of mulberry32', () => {
    const random = createRandom(1);
    expect([random(), random(), random()]).toEqual([
      0.6270739405881613, 0.002735721180215478, 0.5274470399599522,
    ]);
  });

  test('stays in [0, 1) and spreads evenly', () => {
    const random = createRandom(42);
    const draws = Array.from({ length: 10_000 }, random);
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
  });
});
