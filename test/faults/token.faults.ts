import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { settleAccounts, waiting } from './account.ts';
import { openFurnished } from './house.ts';
import { size } from './size.ts';
import { afterFirstMessage, LEASE, untilSettled } from './waiting.ts';

/** Calls that may be on their way, or try whether it is over, while credentials are refused. */
const FEW = 60;

describe('credentials are refused in the middle of a campaign', () => {
  const people = size(1500, 100);
  it.for([{ name: 'slack' as const }, { name: 'teams' as const }])(
    '$name, revoked',
    async ({ name }, { task }) => {
      const house = await openFurnished(name, people);
      const program = await house.start();
      await program.ready();
      await afterFirstMessage(house, program);
      await sleep(1000);
      await house.platform.faults({ revoked: true });
      await sleep(1000);
      const stopped = await house.platform.ledger();
      await sleep(size(40_000, 4000));
      const later = await house.platform.ledger();
      expect(later.accepted).toBe(stopped.accepted);
      const calls = (of: typeof later) => Object.values(of.calls).reduce((sum, count) => sum + count, 0);
      expect(calls(later) - calls(stopped), 'everything stops').toBeLessThan(FEW);
      expect(waiting(house)).toBeGreaterThan(0);
      const { stdout } = await program.terminate();
      // Started again, it finds that nothing has changed, which is no news.
      house.advance(LEASE);
      const again = await house.start();
      await again.ready();
      await sleep(size(20_000, 2000));
      const after = await again.terminate();
      const told = `${stdout}${after.stdout}`.split('credentials refused').length - 1;
      expect(told, 'an alarm, once').toBe(1);
      await house.platform.faults({ revoked: false });
      house.advance(LEASE);
      await untilSettled(house);
      const { rows } = await settleAccounts(house, task, []);
      expect(rows.filter(({ status }) => status !== 'sent')).toEqual([]);
    },
  );
});
