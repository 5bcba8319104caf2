import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore, type Tx } from '../../src/store/store.ts';
import { addTally, countFates } from '../../src/store/tally.ts';

function open() {
  const folder = mkdtempSync(join(tmpdir(), 'percolateur-tally-'));
  const store = openStore(join(folder, 'p.db'));
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  return store;
}

let made = 0;
async function message(tx: Tx, campaign: string, status: 'planned' | 'sent' | 'failed' | 'skipped') {
  const head = { id: `m${made++}`, campaign, person_id: null, template: 'weekly', params: '{}' };
  const due = { due_at: '2026-11-17T08:00:00Z', expires_at: '2026-11-18T08:00:00Z', refresh: 'no' as const };
  const rest = { priority: 0, solicited: 0, ephemeral: 0, attempts: 0, lease_until: null, sent_on: null };
  const nowhere = { channel: null, platform_id: null, reason: null, shown: null };
  await tx
    .insertInto('outbox')
    .values({ ...head, ...due, ...rest, ...nowhere, status })
    .execute();
}

it('the fates of messages: those of the other waves apart, those of none in particular with us', async () => {
  const store = open();
  const counts = await store.transaction(async (tx) => {
    await message(tx, 'weekly/pilote/1', 'sent');
    await message(tx, 'weekly/pilote/2', 'planned');
    await message(tx, 'welcome/pilote', 'failed');
    await message(tx, 'welcome/seconde', 'failed');
    await message(tx, 'weekly/seconde/1', 'sent');
    await message(tx, 'weekly/seconde-bis/1', 'skipped');
    await message(tx, 'seconde', 'sent');
    await addTally(tx, 'reminder/pilote/1', 'sent', '', 7);
    await addTally(tx, 'reminder/pilote/1', 'skipped', 'answered', 5);
    await addTally(tx, 'reminder/seconde/1', 'sent', '', 11);
    return { ours: await countFates(tx, ['seconde']), all: await countFates(tx, []) };
  });
  expect(counts.ours).toEqual({ sent: 9, failed: 1, skipped: 6 });
  expect(counts.all).toEqual({ sent: 21, failed: 2, skipped: 6 });
});

it('no message yet: nothing of each', async () => {
  const counts = await open().transaction((tx) => countFates(tx, ['seconde']));
  expect(counts).toEqual({ sent: 0, failed: 0, skipped: 0 });
});
