import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose, type Signals } from '../../src/domain/cause.ts';
import { BLOCKERS, type Blocker } from '../../src/domain/checkin.ts';

function cited(counts: Partial<Record<Blocker, number>>): Signals['blockers'] {
  const distribution = { training: 0, tool: 0, access: 0, rules: 0, trust: 0, time: 0, other: 0, ...counts };
  return { n: Object.values(distribution).reduce((sum, count) => sum + count, 0), distribution };
}

const few = { came: 5, people: 60, whole: true };
const many = { came: 40, people: 60, whole: false };
const unhappy = { part: 6, n: 24 };
const happy = { part: 18, n: 24 };

describe('the likely cause of few users', () => {
  test.each<[string, Partial<Signals>, unknown]>([
    [
      'training, when it leads clearly and few came to a Café',
      { blockers: cited({ training: 12, rules: 4, tool: 6 }), attendance: few },
      { cause: 'training', by: ['blockers', 'attendance'], cited: { count: 16, n: 22 } },
    ],
    [
      'training only perhaps, when nothing else says so',
      { blockers: cited({ training: 12, tool: 6 }) },
      { cause: 'training', by: ['blockers'], cited: { count: 12, n: 18 } },
    ],
    [
      'not training, when most came to a Café',
      { blockers: cited({ training: 12, tool: 6 }), attendance: many },
      { cause: 'unknown', because: 'contradicted' },
    ],
    [
      'few at a Café says nothing while a Café was not marked',
      { blockers: cited({ training: 12, tool: 6 }), attendance: { ...few, whole: false } },
      { cause: 'training', by: ['blockers'], cited: { count: 12, n: 18 } },
    ],
    [
      'the tool, when it leads and is judged badly',
      { blockers: cited({ tool: 7, access: 6, training: 4 }), satisfaction: unhappy },
      { cause: 'tool', by: ['blockers', 'satisfaction'], cited: { count: 13, n: 17 } },
    ],
    [
      'not the tool, when it is judged well',
      { blockers: cited({ tool: 12, training: 4 }), satisfaction: happy },
      { cause: 'unknown', because: 'contradicted' },
    ],
    [
      'opinions of fewer than ten count for nothing',
      { blockers: cited({ tool: 12, training: 4 }), satisfaction: { part: 9, n: 9 } },
      { cause: 'tool', by: ['blockers'], cited: { count: 12, n: 16 } },
    ],
    [
      'resistance, when people were shown and like the tool, and do not trust it',
      { blockers: cited({ trust: 11, time: 3 }), attendance: many, satisfaction: happy },
      { cause: 'resistance', by: ['blockers', 'attendance', 'satisfaction'], cited: { count: 11, n: 14 } },
    ],
    [
      'a tie is unknown',
      { blockers: cited({ training: 8, tool: 8 }) },
      { cause: 'unknown', because: 'tied' },
    ],
    [
      'a lead of two is a tie too',
      { blockers: cited({ training: 10, tool: 8 }) },
      { cause: 'unknown', because: 'tied' },
    ],
    [
      'a tie is settled by the one other sign there is',
      { blockers: cited({ training: 8, tool: 8 }), attendance: few },
      { cause: 'training', by: ['blockers', 'attendance'], cited: { count: 8, n: 16 } },
    ],
    [
      'a tie with a sign for each stays one',
      { blockers: cited({ training: 8, tool: 8 }), attendance: few, satisfaction: unhappy },
      { cause: 'unknown', because: 'tied' },
    ],
    [
      'nine answers are too few, whatever else is known',
      { blockers: cited({ training: 9 }), attendance: few, satisfaction: unhappy },
      { cause: 'unknown', because: 'thin' },
    ],
    [
      'a first of four is too few',
      { blockers: cited({ training: 4, time: 1, other: 4, trust: 1 }) },
      { cause: 'unknown', because: 'thin' },
    ],
    ['nothing known is thin', {}, { cause: 'unknown', because: 'thin' }],
    [
      'lack of time is none of the three',
      { blockers: cited({ time: 15, training: 5 }) },
      { cause: 'unknown', because: 'elsewhere' },
    ],
    [
      'nor is something else that most wrote',
      { blockers: cited({ other: 15, training: 8 }) },
      { cause: 'unknown', because: 'elsewhere' },
    ],
    [
      'nearly all say one thing: no count',
      { blockers: { nearlyAll: 'access' } },
      { cause: 'tool', by: ['blockers'], cited: null },
    ],
    ['nearly all lack time', { blockers: { nearlyAll: 'time' } }, { cause: 'unknown', because: 'elsewhere' }],
  ])('%s', (_name, signals, expected) => {
    const all = { blockers: null, attendance: null, satisfaction: null, ...signals };
    expect(diagnose(all)).toEqual(expected);
  });

  const anySignals = fc.record<Signals>({
    blockers: fc.option(
      fc
        .tuple(...BLOCKERS.map(() => fc.nat(30)))
        .map((counts) =>
          cited(Object.fromEntries(BLOCKERS.map((name, index) => [name, counts[index] ?? 0]))),
        ),
    ),
    attendance: fc.option(
      fc
        .record({ people: fc.integer({ min: 1, max: 90 }), share: fc.nat(100), whole: fc.boolean() })
        .map(({ people, share, whole }) => ({ people, came: Math.floor((people * share) / 100), whole })),
    ),
    satisfaction: fc.option(
      fc
        .record({ n: fc.integer({ min: 1, max: 90 }), share: fc.nat(100) })
        .map(({ n, share }) => ({ n, part: Math.floor((n * share) / 100) })),
    ),
  });

  test('a cause is never named without people citing it, nor the one that is cited less than another', () => {
    fc.assert(
      fc.property(anySignals, (signals) => {
        const found = diagnose(signals);
        if (found.cause === 'unknown') return;
        expect(found.by[0]).toBe('blockers');
        expect(found.cited?.count).toBeGreaterThanOrEqual(5);
        const { blockers } = signals;
        if (!blockers || 'nearlyAll' in blockers) throw new Error('no blockers');
        const { training, rules, tool, access, trust, time } = blockers.distribution;
        const most = Math.max(training + rules, tool + access, trust, time);
        expect(most - (found.cited?.count ?? 0)).toBeLessThan(Math.max(3, blockers.n / 10));
      }),
    );
  });

  test('more people who cite the named cause never change it', () => {
    const more: Record<string, Blocker> = { training: 'training', tool: 'tool', resistance: 'trust' };
    fc.assert(
      fc.property(anySignals, fc.integer({ min: 1, max: 20 }), (signals, added) => {
        const found = diagnose(signals);
        const { blockers } = signals;
        const blocker = more[found.cause];
        if (!blocker || !blockers || 'nearlyAll' in blockers) return;
        const grown = { ...blockers.distribution, [blocker]: blockers.distribution[blocker] + added };
        expect(diagnose({ ...signals, blockers: cited(grown) }).cause).toBe(found.cause);
      }),
    );
  });
});
