import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { settleAccounts, waiting } from './account.ts';
import { openFurnished } from './house.ts';
import { chanceOf, size } from './size.ts';
import { afterFirstMessage, LEASE, untilSettled } from './waiting.ts';

describe('killed at any moment of a campaign', () => {
  const people = size(5000, 80);
  const kills = size(50, 4);
  it.for([{ name: 'slack' as const }, { name: 'teams' as const }])(
    '$name, killed',
    async ({ name }, { task }) => {
      const random = chanceOf(`kills ${name}`);
      const house = await openFurnished(name, people);
      const share = (people / house.rate / kills) * 1000;
      const doubts = [];
      while (doubts.length < kills) {
        const program = await house.start();
        // Now and then it dies before it listens.
        if (random() < 0.1) await sleep(random() * 1500);
        else {
          await program.ready();
          await afterFirstMessage(house, program);
          await sleep(random() * 1.5 * share);
        }
        await program.kill();
        if (waiting(house) === 0) break;
        doubts.push(await house.inDoubt());
        // Started again at once, or when what the dead one had taken is free again.
        if (random() < 0.6) house.advance(LEASE);
      }
      await untilSettled(house);
      const { rows, ledger } = await settleAccounts(house, task, doubts);
      expect(rows.filter(({ status }) => status !== 'sent')).toEqual([]);
      // A second of sending: what is on its way when the end comes.
      for (const doubt of doubts) expect(doubt).toBeLessThanOrEqual(house.rate);
      // Slack can be asked what it has, before anything is repeated.
      if (name === 'slack') expect(ledger.duplicates).toBe(0);
    },
  );
});
