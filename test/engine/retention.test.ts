import { expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';

it('forgets within 72 hours which events came, and their keys, though nobody writes again', async () => {
  const program = await startProgram({ people: staff('Finances', 12) });
  await program.travel('2026-12-03T09:30');
  await program.tap('p01', 'checkin.answer', { time: 'h1to2' });
  expect(program.tables().inbox).toHaveLength(1);
  await program.travel('2026-12-05T09:30');
  expect(program.tables().inbox).toHaveLength(1);
  await program.travel('2026-12-06T00:00');
  expect(program.tables().inbox).toEqual([]);
  expect(program.tables().inbox_key).toEqual([]);
});
