import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, expect } from 'vitest';

/**
 * A test that makes something complain fails: what is written to `console.error` or `console.warn`, and promises
 * rejected with nobody to hear. A test that expects a complaint listens to it with `vi.spyOn(console, 'error')`.
 */
const complaints: string[] = [];

for (const level of ['error', 'warn'] as const) {
  console[level] = (...parts: unknown[]) => {
    complaints.push(`console.${level}: ${parts.map(String).join(' ')}`);
  };
}

const onRejection = (reason: unknown) => {
  complaints.push(`unhandled rejection: ${reason instanceof Error ? reason.stack : String(reason)}`);
};
process.on('unhandledRejection', onRejection);

function expectNoComplaint(): void {
  expect(complaints.splice(0)).toEqual([]);
}

afterEach(async () => {
  // Rejections are announced at the end of the turn: let it end.
  await nextTurn();
  expectNoComplaint();
});

afterAll(async () => {
  await nextTurn();
  process.off('unhandledRejection', onRejection);
  expectNoComplaint();
});
