import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const isCi = process.env.FAULTS === 'ci';

/**
 * The fault suite, apart from the tests: `npm run test:faults`. `FAULTS=small` makes everything small, `FAULTS=ci` leaves
 * out what takes its time even then; `FAULTS_SEED` is for other moments and other troubles.
 */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    include: [isCi ? 'test/faults/{kills,answers,store}.faults.ts' : 'test/faults/*.faults.ts'],
    // One at a time: each starts processes of its own, and their timing is what is looked at.
    fileParallelism: false,
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
    reporters: ['default', `${import.meta.dirname}/table.ts`],
  },
});
