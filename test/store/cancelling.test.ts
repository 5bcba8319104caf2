import { expect, it, onTestFinished } from 'vitest';
import { cancelPlanned, insertOutbox, planAgain } from '../../src/store/outbox.ts';
import { openStore, type Tx } from '../../src/store/store.ts';

function open() {
  const store = openStore(':memory:');
  onTestFinished(() => store.close());
  return store;
}

const times = { due: '2026-11-17T08:00:00Z', expires: '2026-11-18T08:00:00Z' };

async function plan(tx: Tx, campaign: string, ephemeral = false): Promise<void> {
  await insertOutbox(tx, [
    {
      id: `message of ${campaign}`,
      campaign,
      person_id: null,
      template: 'survey',
      params: {},
      priority: 5,
      solicited: false,
      ephemeral,
      due_at: times.due,
      expires_at: times.expires,
      refresh: 'no',
    },
  ]);
}

const waiting = async (tx: Tx) =>
  (await tx.selectFrom('outbox').select('campaign').where('status', '=', 'planned').execute()).map(
    ({ campaign }) => campaign,
  );

it('calls off the reminders of a survey, and of none whose id a pattern would take for it', async () => {
  const others = ['survey/pilote/bilan-1/1/reminder/1', 'survey/pilote/Bilan_1/1/reminder/1'];
  const left = await open().transaction(async (tx) => {
    for (const campaign of ['survey/pilote/bilan_1/1/reminder/1', ...others]) await plan(tx, campaign, true);
    await cancelPlanned(tx, 'survey/pilote/bilan_1/1', 'cancelled');
    return waiting(tx);
  });
  expect(left.sort()).toEqual(others.sort());
});

it('plans again what a wave was owed, and nothing of another', async () => {
  const left = await open().transaction(async (tx) => {
    for (const campaign of ['weekly/vague_1/2', 'weekly/vague-1/2']) {
      await plan(tx, campaign);
      await cancelPlanned(tx, campaign, 'wave_paused');
    }
    await planAgain(tx, 'weekly/vague_1', 'wave_paused', times);
    return waiting(tx);
  });
  expect(left).toEqual(['weekly/vague_1/2']);
});
