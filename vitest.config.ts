import { existsSync, statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Temporary files in memory, where the machine has a gigabyte for them: a commit then waits for no disk. */
function inMemory(): Record<string, string> {
  const folder = '/dev/shm';
  if (!existsSync(folder)) return {};
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > 1024 ** 3 ? { TMPDIR: folder } : {};
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    env: inMemory(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One process reads the program once and runs many files: docs/decisions/048-tests-share-processes.md.
    isolate: false,
    // One more than there are processors: some tests wait for a browser, a process or a limit of their own.
    maxWorkers: availableParallelism() + 1,
    setupFiles: ['test/support/setup.ts'],
  },
});
