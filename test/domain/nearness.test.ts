import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasSameSplit, isTooClose, type Roster, TOO_CLOSE } from '../../src/domain/nearness.ts';

/** People `0` to `n-1`, in services of at least ten, the rest without a label. */
const population = fc.integer({ min: 24, max: 48 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    /** Where each service of the roster ends. */
    cuts: fc.uniqueArray(fc.integer({ min: 10, max: size }), { minLength: 1, maxLength: 3 }),
    /** How the target differs from a union of parts: which parts, and who else. */
    parts: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    flipped: fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: 8 }),
  }),
);

function rosterOf(size: number, cuts: number[]): Roster {
  const ends = [...cuts].sort((a, b) => a - b);
  const roster: { personId: string; label: string | null }[] = [];
  for (let id = 0; id < size; id++) {
    const at = ends.findIndex((end) => id < end);
    roster.push({ personId: String(id), label: at === -1 ? null : `s${at}` });
  }
  const sizes = Map.groupBy(roster, ({ label }) => label);
  return roster.map((row) => ((sizes.get(row.label)?.length ?? 0) < 10 ? { ...row, label: null } : row));
}

/** Every sum of published parts: people without a label are shown with one service at least, or not at all. */
function sums(roster: Roster): Set<string>[] {
  const groups = Map.groupBy(roster, ({ label }) => label);
  const services = [...groups].filter(([label]) => label !== null);
  const rest = groups.get(null) ?? [];
  const found: Set<string>[] = [];
  for (let mask = 1; mask < 1 << services.length; mask++) {
    const taken = services.filter((_, index) => (mask >> index) & 1).flatMap(([, rows]) => rows);
    if (rest.length === 0 || taken.length < roster.length - rest.length) found.push(idsOf(taken));
    if (rest.length > 0) found.push(idsOf([...taken, ...rest]));
  }
  found.push(idsOf(roster));
  return found;
}

const idsOf = (rows: Roster) => new Set(rows.map(({ personId }) => personId));
const apart = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  new Set([...one].filter((id) => !other.has(id)).concat([...other].filter((id) => !one.has(id))));
const difference = (one: ReadonlySet<string>, other: ReadonlySet<string>) => apart(one, other).size;

describe('nearly the same people', () => {
  it('lets through no target that differs by one to four from a sum of what was published', () => {
    let refused = 0;
    fc.assert(
      fc.property(population, ({ size, cuts, parts, flipped }) => {
        const roster = rosterOf(size, cuts);
        const labels = [...new Set(roster.map(({ label }) => label))];
        const chosen = roster.filter(({ label }) => parts[labels.indexOf(label)]);
        const target = apart(idsOf(chosen), new Set(flipped.map(String)));
        const isNear = sums(roster).some((sum) => {
          const few = difference(target, sum);
          return few >= 1 && few <= TOO_CLOSE;
        });
        if (isNear) {
          refused += 1;
          expect(isTooClose(target, [roster])).toBe(true);
        }
      }),
      { numRuns: 1500, seed: 7 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  it('sees two services asked apart, then together with one less', () => {
    const whole = rosterOf(30, [15, 30]);
    const [one, other] = ['s0', 's1'].map((label) =>
      whole.filter((row) => row.label === label).map((row) => ({ ...row, label: 'x' })),
    );
    const together = idsOf(whole);
    expect(isTooClose(together, [one ?? [], other ?? []])).toBe(false);
    together.delete('3');
    expect(isTooClose(together, [one ?? [], other ?? []])).toBe(true);
  });

  it('lets the same people be asked again, one of their services, and others', () => {
    const roster = rosterOf(40, [15, 30]);
    const people = idsOf(roster);
    expect(isTooClose(people, [roster])).toBe(false);
    expect(isTooClose(idsOf(roster.filter(({ label }) => label === 's0')), [roster])).toBe(false);
    expect(isTooClose(new Set('abcdefghijk'), [roster])).toBe(false);
    expect(isTooClose(new Set([...people, 'new']), [roster])).toBe(true);
    expect(isTooClose(new Set([...people, ...'abcde']), [roster])).toBe(false);
  });

  it('keeps the split by service only where it is exactly the one of before', () => {
    const roster = rosterOf(40, [15, 30]);
    expect(hasSameSplit(roster, [])).toBe(true);
    expect(hasSameSplit(roster, [roster])).toBe(true);
    expect(hasSameSplit(roster, [[{ personId: 'elsewhere', label: 'x' }]])).toBe(true);
    // One moved from one service to another: the totals are the same, those of the services tell their answer.
    const moved = roster.map((row) => (row.personId === '3' ? { ...row, label: 's1' } : row));
    expect(hasSameSplit(moved, [roster])).toBe(false);
    expect(hasSameSplit(roster.slice(1), [roster])).toBe(false);
  });
});
