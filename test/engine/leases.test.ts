import { expect, it } from 'vitest';
import { leaseDue } from '../../src/store/lease.ts';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';

it('a process that stops leaves alone what another one is sending', async () => {
  const program = await startProgram({
    people: [...staff('Finances', 11), { id: 'ref', department: 'Finances', roles: 'referent' }],
  });
  await program.travel('2026-11-17T18:00');
  await program.say('p01', 'aide');
  await program.tap('p01', 'help.ask');
  const [taken] = await program
    .engine()
    .inTurn((turn) => leaseDue(turn.tx, '2026-11-18T08:00:00Z', '2026-11-18T08:02:00Z', 1));
  expect(taken).toMatchObject({ template: 'help-call' });
  await program.restart();
  const row = (program.tables().outbox ?? [])
    .map((json) => JSON.parse(json))
    .find(({ id }) => id === taken?.id);
  expect(row).toMatchObject({ status: 'leased', lease_until: '2026-11-18T08:02:00Z' });
  // Which then dies: its lease ends, and the message leaves.
  await program.travel('2026-11-18T09:10');
  expect((await program.messages('ref')).filter(({ at }) => at.startsWith('2026-11-18'))).toHaveLength(1);
});
