import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';

it('what waits for the morning survives a stop, and leaves once', async () => {
  const program = await startProgram({
    people: [...staff('Finances', 11), { id: 'ref', department: 'Finances', roles: 'referent' }],
  });
  await program.travel('2026-11-17T18:00');
  // After hours: it waits for the morning.
  await program.say('p01', 'aide');
  await program.tap('p01', 'help.ask');
  expect((await program.messages('ref')).some(({ text }) => text.includes('aide'))).toBe(false);
  await program.restart();
  const next = await program.engine().nextEvent();
  expect(next?.at.toString()).toBe(Temporal.Instant.from('2026-11-18T07:30:00Z').toString());
  await program.travel('2026-11-18T08:30');
  expect((await program.messages('ref')).filter(({ at }) => at === '2026-11-18T08:30')).toHaveLength(1);
  await program.restart();
  await program.travel('2026-11-18T09:00');
  expect((await program.messages('ref')).filter(({ at }) => at.startsWith('2026-11-18'))).toHaveLength(1);
});
