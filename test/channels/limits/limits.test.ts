import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Call, createGate, NotYet } from '../../../src/channels/limits/gate.ts';
import { budgetOf, createPace } from '../../../src/channels/limits/pace.ts';
import { type Charge, createWindows, type Rule } from '../../../src/channels/limits/windows.ts';
import { createSlackLimits } from '../../../src/channels/slack/limits.ts';
import { fakeClock, listen } from './clock.ts';

/** The most calls that any window of a rule holds, wherever it begins. */
function fullest(stamps: readonly number[], { within }: Rule): number {
  return Math.max(
    0,
    ...stamps.map((start) => stamps.filter((at) => at >= start && at < start + within).length),
  );
}

const rule = fc.record({ count: fc.integer({ min: 1, max: 6 }), within: fc.integer({ min: 1, max: 60 }) });
describe('calls through a gate', () => {
  it('never exceed any rule in any window, all leave, and replies pass before mailings', async () => {
    const ask = fc.record({
      after: fc.integer({ min: 0, max: 12 }),
      place: fc.integer({ min: 0, max: 2 }),
      mailing: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        fc.array(ask, { minLength: 1, maxLength: 40 }),
        async (all, own, asks) => {
          const { clock, to } = fakeClock();
          const gate = createGate(clock);
          const left: { place: number; at: number; mailing: boolean }[] = [];
          const app: Charge = { key: 'app', budget: { all, mailing: [] } };
          /** Millisecond by millisecond: each call is seen leaving when it does. */
          const advance = async (until: number) => {
            while (clock.now() < until) {
              to(clock.now() + 1);
              await listen();
            }
          };
          let at = 0;
          for (const { after, place, mailing } of asks) {
            at += after;
            await advance(at);
            const charges = [app, { key: `place:${place}`, budget: { all: own, mailing: [] } }];
            void gate.enter({ charges, mailing, patience: Number.POSITIVE_INFINITY }).then(({ done }) => {
              left.push({ place, at: clock.now(), mailing });
              done();
            });
            await listen();
          }
          for (let step = 0; step < 40 * 61 * 2 && left.length < asks.length; step++)
            await advance(clock.now() + 1);
          expect(left).toHaveLength(asks.length);
          for (const each of all)
            expect(
              fullest(
                left.map((one) => one.at),
                each,
              ),
            ).toBeLessThanOrEqual(each.count);
          for (const place of [0, 1, 2]) {
            const there = left.filter((one) => one.place === place).map((one) => one.at);
            for (const each of own) expect(fullest(there, each)).toBeLessThanOrEqual(each.count);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  const call = (extra: Partial<Call> & { rules?: Rule[] } = {}): Call => {
    const { rules = [{ count: 1, within: 100 }], ...rest } = extra;
    return {
      charges: [{ key: 'app', budget: { all: rules, mailing: [] } }],
      mailing: true,
      patience: 60_000,
      ...rest,
    };
  };

  it('leave as soon as they may: ten at one a hundred milliseconds take nine hundred', async () => {
    const { clock, to } = fakeClock();
    const gate = createGate(clock);
    const left: number[] = [];
    for (let each = 0; each < 10; each++)
      void gate.enter(call()).then(({ done }) => {
        left.push(clock.now());
        done();
      });
    for (let at = 0; at <= 900; at++) {
      to(at);
      await listen();
    }
    expect(left).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
  });

  it('of somebody who taps pass before a mailing of a thousand', async () => {
    const { clock, to } = fakeClock();
    const gate = createGate(clock);
    const left: string[] = [];
    for (let each = 0; each < 1000; each++)
      void gate.enter(call()).then(({ done }) => {
        left.push('mailing');
        done();
      });
    await listen();
    void gate.enter(call({ mailing: false })).then(() => left.push('person'));
    to(100);
    await listen();
    expect(left).toEqual(['mailing', 'person']);
  });

  it('of one conversation leave one at a time, whoever asks', async () => {
    const gate = createGate(fakeClock().clock);
    const left: string[] = [];
    const alone = { alone: 'a:anne', charges: [] };
    const first = await gate.enter(call(alone));
    void gate.enter(call(alone)).then(({ done }) => {
      left.push('mailing');
      done();
    });
    void gate.enter(call({ ...alone, mailing: false })).then(({ done }) => {
      left.push('person');
      done();
    });
    await gate.enter(call({ alone: 'a:bruno', charges: [] }));
    await listen();
    expect(left).toEqual([]);
    first.done();
    await listen();
    expect(left).toEqual(['person', 'mailing']);
  });

  it('are told at once when the rest is longer than they may wait, and when they are abandoned', async () => {
    const { clock } = fakeClock();
    const gate = createGate(clock);
    gate.rest('app', 90);
    const told = await gate.enter(call()).catch((error: unknown) => error);
    expect(told).toBeInstanceOf(NotYet);
    expect(told).toMatchObject({ afterSeconds: 90 });
    const stop = new AbortController();
    const waiting = gate
      .enter(call({ patience: 120_000, signal: stop.signal }))
      .catch((error: unknown) => error);
    stop.abort();
    expect(await waiting).toMatchObject({ afterSeconds: null });
    // Whoever has had the rest by the clock of the programme leaves.
    await gate.enter(call({ waited: true }));
  });
});

describe('what is remembered', () => {
  const HOUR = 3_600_000;
  const conversation = {
    all: [
      { count: 7, within: 1050 },
      { count: 60, within: 30_050 },
      { count: 900, within: HOUR },
    ],
    mailing: [],
    forget: { calls: 7, after: 30_050 },
  };

  it('stays small over 100,000 conversations of one message each', () => {
    const windows = createWindows();
    let most = 0;
    for (let each = 0; each < 100_000; each++) {
      windows.take([{ key: `conversation ${each}`, budget: conversation }], each * 20);
      most = Math.max(most, windows.size());
    }
    expect(most).toBeLessThan(3000);
  });

  it('is enough for the longest rule: no hour ever has 1,800', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 3, maxLength: 3 }), (gaps) => {
        const windows = createWindows();
        const charges = [{ key: 'one', budget: conversation }];
        const stamps: number[] = [];
        let now = 0;
        // Bursts of seven and silences, as unlucky as can be, then as fast as may be.
        for (let each = 0; now < 2 * HOUR; each++) {
          const wish = now + (each % 7 === 6 && now < HOUR ? (gaps[each % 3] ?? 0) + 15_000 : 1);
          now = Math.max(wish, windows.readyAt(charges, { mailing: false }));
          windows.take([...charges, { key: `other ${each % 50}`, budget: conversation }], now);
          stamps.push(now);
        }
        let start = 0;
        let most = 0;
        for (let end = 0; end < stamps.length; end++) {
          while ((stamps[end] ?? 0) - (stamps[start] ?? 0) >= HOUR) start++;
          most = Math.max(most, end - start + 1);
        }
        expect(most).toBeLessThanOrEqual(1800);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the pace of a platform', () => {
  it('uses at least 97 % of what it may', () => {
    for (const rate of [0.5, 1, 4, 30, 49.5, 50]) {
      const [{ count, within } = { count: 0, within: 1 }] = budgetOf(rate).all;
      expect((count * 1000) / within / rate).toBeGreaterThan(0.97);
      expect((count * 1000) / within / rate).toBeLessThanOrEqual(1);
    }
  });

  it('goes down at each lesson, one for those that come together, and comes back', () => {
    let now = 0;
    const pace = createPace(4, 0.75, () => now);
    pace.slower();
    pace.slower();
    expect(pace.perSecond()).toBe(3);
    now = 5000;
    pace.slower();
    expect(pace.perSecond()).toBe(2.25);
    for (let lesson = 0; lesson < 40; lesson++) {
      now += 5000;
      pace.slower();
    }
    expect(pace.perSecond()).toBeCloseTo(0.4);
    now += 3_600_000;
    pace.recover();
    expect(pace.perSecond()).toBe(4);
    expect(pace.budget).toEqual(budgetOf(4));
  });
});

it('Slack is not passed by a process whose calls take less and less time to leave', async () => {
  const { clock, to } = fakeClock();
  const limits = createSlackLimits(40, () => {}, createGate(clock));
  const arrived: number[] = [];
  const answers: { at: number; done: () => void }[] = [];
  for (let each = 0; each < 400; each++) {
    const channel = `D${each}`;
    const patience = Number.POSITIVE_INFINITY;
    void limits.enter({ method: 'chat.postMessage', channel, mailing: true, patience }).then(({ done }) => {
      // Eighteen milliseconds at first, one once it is warm.
      const at = clock.now() + (clock.now() < 4000 ? 18 : 1);
      arrived.push(at);
      answers.push({ at: at + 10, done });
    });
  }
  for (let step = 0; step < 15_000 && arrived.length < 400; step++) {
    to(clock.now() + 1);
    for (const answer of answers.filter(({ at }) => at === clock.now())) answer.done();
    await listen();
  }
  expect(arrived).toHaveLength(400);
  expect(fullest(arrived, { count: 40, within: 1000 })).toBeLessThanOrEqual(40);
});
