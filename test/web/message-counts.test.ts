import { expect, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { createMessageCounts } from '../../src/web/message-counts.ts';
import { staff } from '../support/commune.ts';
import { startProgram } from '../support/program.ts';

it('counts by slices, each message once, and does not count many again at each reading', async () => {
  const program = await startProgram({ people: staff('Finances', 12) });
  await program.travel('2026-12-10T10:00');
  let transactions = 0;
  const opened = openStore(program.file, 'off');
  onTestFinished(() => opened.close());
  const store: Store = {
    ...opened,
    transaction(work) {
      transactions += 1;
      return opened.transaction(work);
    },
  };
  const whole = await createMessageCounts(store)();
  const rows = (program.tables().outbox ?? []).map((json) => JSON.parse(json));
  const sent = rows.filter(({ status, ephemeral }) => status === 'sent' && ephemeral === 0);
  expect(whole.find(({ status }) => status === 'sent')?.count).toBe(sent.length);
  expect(transactions).toBe(1);
  let now = 0;
  const counts = createMessageCounts(store, { slice: 3, now: () => now });
  transactions = 0;
  // Two readings at once share one count.
  expect(await Promise.all([counts(), counts()])).toEqual([whole, whole]);
  expect(transactions).toBe(Math.floor(rows.length / 3) + 1);
  now = 9 * 60_000;
  expect(await counts()).toEqual(whole);
  expect(transactions).toBe(Math.floor(rows.length / 3) + 1);
  now = 11 * 60_000;
  expect(await counts()).toEqual(whole);
  expect(transactions).toBe(2 * (Math.floor(rows.length / 3) + 1));
});
