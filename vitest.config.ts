import { existsSync, statfsSync } from 'node:fs';
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
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // All processors: tests wait for disks and sockets of their own more than they compute.
    maxWorkers: '100%',
    setupFiles: ['test/support/setup.ts'],
  },
});
