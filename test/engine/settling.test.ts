import { expect, it } from 'vitest';
import { createSettling } from '../../src/engine/settling.ts';

const log = { info() {}, warn() {}, error() {} };

it('looks at what is due as soon as it starts: a restart does not wait for the next minute', async () => {
  const { promise: looked, resolve } = Promise.withResolvers<string>();
  const settling = createSettling({
    before: async () => {},
    async round() {
      resolve('looked');
      return false;
    },
    log,
  });
  settling.start();
  // A turn of the loop, and no minute.
  const first = await Promise.race([looked, new Promise((done) => setTimeout(done, 1000, 'waited'))]);
  await settling.stop();
  expect(first).toBe('looked');
});
