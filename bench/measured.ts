import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Figure, Row, Size } from './rows/row.ts';

const Told = z.object({
  ratio: z.number(),
  details: z.array(z.string()),
  missed: z.array(z.string()).optional(),
});

/**
 * The figure of a row, from a process of its own: what one row leaves in memory slows no other, and one that hangs or
 * fails ends with all its servers and files. Its ratio is then not a number, and it says so.
 */
export async function measured(row: Row, size: Size): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'percolateur-bench-'));
  const child = fork(join(import.meta.dirname, 'run-row.ts'), [row.id, size], {
    // A group of its own, so that its servers end with it.
    detached: true,
    env: { ...process.env, TMPDIR: folder, BENCH_PROGRESS: '1' },
  });
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of it has ended.
    }
  };
  process.once('exit', end);
  let isLate = false;
  const alarm = setTimeout(() => {
    isLate = true;
    end();
  }, row.minutes * 60_000);
  let figure: Figure | null = null;
  child.once('message', (told) => {
    const { missed, ...rest } = Told.parse(told);
    figure = missed ? { ...rest, missed } : rest;
  });
  await once(child, 'exit');
  clearTimeout(alarm);
  end();
  process.off('exit', end);
  await rm(folder, { recursive: true, force: true });
  const why = isLate ? `given up after ${row.minutes} minutes` : 'its process failed: see above';
  return figure ?? { ratio: Number.NaN, details: [], missed: [why] };
}
