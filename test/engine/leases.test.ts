import { expect, it } from 'vitest';
import { hold, leaseDue } from '../../src/store/lease.ts';
import { insertOutbox, type NewOutboxRow } from '../../src/store/outbox.ts';
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

const AT_NINE = '2026-11-17T09:00:00Z';
const REST = '2026-11-17T09:00:05Z';
const LEASE = '2026-11-17T09:02:00Z';

/** A message to p01, of use all week. */
function message(id: string, more: Partial<NewOutboxRow>): NewOutboxRow {
  return {
    id,
    campaign: id,
    person_id: 'p01',
    template: 'notice',
    params: {},
    priority: 3,
    solicited: false,
    ephemeral: false,
    due_at: '2026-11-17T08:45:00Z',
    expires_at: '2026-11-24T08:45:00Z',
    refresh: 'no',
    ...more,
  };
}

/** A program in which the first word to p01, a survey after it, and some others are due. */
async function planned(...others: NewOutboxRow[]) {
  const engine = (await startProgram({ people: staff('Finances', 11) })).engine();
  const first = message('first-word', { priority: 0, due_at: '2026-11-17T07:30:00Z' });
  await engine.inTurn((turn) => insertOutbox(turn.tx, [first, message('survey', {}), ...others]));
  const next = (now: string) => engine.inTurn((turn) => leaseDue(turn.tx, now, LEASE, 25));
  return { engine, next };
}

it('what waits for somebody keeps its order when their platform asks for a rest', async () => {
  const { engine, next } = await planned(
    message('asked-for', { solicited: true, due_at: '2026-11-17T08:50:00Z' }),
  );
  expect(await next(AT_NINE)).toMatchObject([{ id: 'first-word' }]);
  await engine.inTurn((turn) => hold(turn.tx, 'first-word', REST, 'rate_limited'));
  // What its reader asked for is nobody's second.
  expect(await next(AT_NINE)).toMatchObject([{ id: 'asked-for' }]);
  expect(await next(REST)).toMatchObject([{ id: 'first-word' }]);
});

it('what has not its time, or is of other people’s refusal, keeps its moment', async () => {
  const { engine, next } = await planned(
    message('short', { person_id: 'p02' }),
    message('shorter', {
      person_id: 'p02',
      expires_at: '2026-11-17T09:00:03Z',
      due_at: '2026-11-17T08:46:00Z',
    }),
  );
  expect(await next(AT_NINE)).toMatchObject([{ id: 'first-word' }, { id: 'short' }]);
  await engine.inTurn(async (turn) => {
    await hold(turn.tx, 'first-word', REST, 'credentials');
    await hold(turn.tx, 'short', REST, 'rate_limited');
  });
  expect(await next(AT_NINE)).toMatchObject([{ id: 'survey' }, { id: 'shorter' }]);
});
