import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createArrivals } from '../../../src/channels/limits/arrivals.ts';
import { type Charge, createWindows } from '../../../src/channels/limits/windows.ts';

const RULE = { count: 5, within: 100 };
const charges: Charge[] = [{ key: 'app', budget: { all: [RULE], mailing: [] } }];
/** Milliseconds that the way there and the way back take, at least. */
const WAY = 10;

type Event = { at: number; run(): void };

/** Sends as many calls as there are delays, each as soon as it may; resolves with when the platform saw them. */
function play(delays: readonly { there: number; back: number }[]) {
  const windows = createWindows();
  const arrivals = createArrivals(windows);
  const events: Event[] = [];
  const seen: number[] = [];
  let now = 0;
  let lastSeen = 0;
  for (const { there, back } of delays) {
    for (;;) {
      const readyAt = Math.max(now, windows.readyAt(charges, { mailing: false }));
      const next = events.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > readyAt) {
        now = readyAt;
        break;
      }
      events.splice(events.indexOf(next), 1);
      now = Math.max(now, next.at);
      next.run();
    }
    const answered = arrivals.left(charges, now);
    // On one line: what left first arrives first.
    lastSeen = Math.max(lastSeen, now + WAY + there);
    seen.push(lastSeen);
    const at = lastSeen + WAY + back;
    events.push({ at, run: () => answered(at) });
  }
  return seen;
}

const delays = fc.array(
  fc.record({
    // Now and then a machine that stands still.
    there: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 300 })),
    back: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 300 })),
  }),
  { minLength: 10, maxLength: 40 },
);

it('however long calls are on their way, no window holds more of them where they arrive', () => {
  fc.assert(
    fc.property(delays, (each) => {
      // Once the quickest answer is known.
      const quick = Array.from({ length: 64 }, () => ({ there: 0, back: 0 }));
      const seen = play([...quick, ...each]);
      for (const start of seen)
        expect(seen.filter((at) => at >= start && at < start + RULE.within).length).toBeLessThanOrEqual(
          RULE.count,
        );
    }),
    { numRuns: 300 },
  );
});

it('calls that all take as long lose nothing', () => {
  const seen = play(Array.from({ length: 500 }, () => ({ there: 20, back: 30 })));
  const took = (seen.at(-1) ?? 0) - (seen[0] ?? 0);
  expect(took).toBeLessThanOrEqual((500 / RULE.count) * RULE.within + 10 * RULE.within);
});

it('one without an answer holds up nothing once a later one is answered', () => {
  const windows = createWindows();
  const arrivals = createArrivals(windows);
  arrivals.left(charges, 0);
  const answered = arrivals.left(charges, 0);
  answered(20);
  for (let each = 0; each < 3; each++) arrivals.left(charges, 20)(40);
  expect(windows.readyAt(charges, { mailing: false })).toBe(120);
});
