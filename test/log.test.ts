import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { errorName } from '../src/log.ts';

/** What a process that does this writes, its timers in our hands. */
function lines(does: string): Record<string, unknown>[] {
  const program = `
    import { mock } from 'node:test';
    import { createLog } from ${JSON.stringify(join(import.meta.dirname, '../src/log.ts'))};
    mock.timers.enable({ apis: ['setTimeout'] });
    const log = createLog('info');
    ${does}`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

it('a warning that comes again is told once, then counted', () => {
  const told = lines(`
    for (let count = 0; count < 1000; count++) log.error('event failed', { error: 'SQLITE_FULL' });
    log.error('event failed', { error: 'SQLITE_BUSY' });
    mock.timers.tick(60_000);
    log.error('event failed', { error: 'SQLITE_FULL' });
    mock.timers.tick(60_000);
    for (const port of [1, 1]) log.info('listening', { port });`);
  expect(told.map(({ msg, error, repeats }) => [msg, error, repeats])).toEqual([
    ['event failed', 'SQLITE_FULL', undefined],
    ['event failed', 'SQLITE_BUSY', undefined],
    ['event failed', 'SQLITE_FULL', 999],
    ['event failed', 'SQLITE_FULL', undefined],
    ['listening', undefined, undefined],
    ['listening', undefined, undefined],
  ]);
});

it('an error is known by the code of the system, and never by what it says', () => {
  const coded = (code: unknown) => Object.assign(new Error('Barnabé'), { code });
  expect(errorName(coded('SQLITE_FULL'))).toBe('SQLITE_FULL');
  expect(errorName(coded('ENOSPC'))).toBe('ENOSPC');
  expect(errorName(coded('Barnabé'))).toBe('Error');
  expect(errorName(coded('E Barnabé'))).toBe('Error');
  expect(errorName(coded(7))).toBe('Error');
  expect(errorName('Barnabé')).toBe('string');
});
