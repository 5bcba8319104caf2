import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { settleAccounts } from './account.ts';
import { type House, openFurnished } from './house.ts';
import { chanceOf, size } from './size.ts';
import { afterFirstMessage, untilSettled } from './waiting.ts';

const CLI = join(import.meta.dirname, '../../src/cli/main.ts');
/** Milliseconds that a supervisor gives. */
const PATIENCE = 10_000;

describe('stopped by its operator in the middle of a campaign', () => {
  const people = size(1500, 100);
  it.for([{ name: 'slack' as const }, { name: 'teams' as const }])(
    '$name, told to stop',
    async ({ name }, { task }) => {
      const random = chanceOf(`stops ${name}`);
      const house = await openFurnished(name, people);
      for (let stop = 0; stop < size(8, 1); stop++) {
        const program = await house.start();
        await program.ready();
        await afterFirstMessage(house, program);
        await sleep(random() * 1500);
        const begun = performance.now();
        const { code } = await program.terminate();
        expect(performance.now() - begun).toBeLessThan(PATIENCE);
        expect(code).toBe(0);
        expect(await house.inDoubt(), 'taken, and not noted').toBe(0);
      }
      await untilSettled(house);
      const { ledger } = await settleAccounts(house, task, []);
      expect(ledger.duplicates).toBe(0);
    },
  );

  it('slack, whose secret changes between two kills', async ({ task }) => {
    const random = chanceOf('rotation');
    const house = await openFurnished('slack', people);
    const doubts = [];
    for (let kill = 0; kill < size(5, 1); kill++) {
      const program = await house.start();
      await program.ready();
      await afterFirstMessage(house, program);
      await sleep(random() * 1500);
      await program.kill();
      doubts.push(await house.inDoubt());
      await rotate(house);
    }
    await untilSettled(house);
    await settleAccounts(house, task, doubts);
  });

  it('teams, two of them on one database', async ({ task }) => {
    const house = await openFurnished('teams', size(1500, 400));
    // Each may use the whole rate: one sends, and the other takes over when it dies.
    const first = await house.start();
    await first.ready();
    const second = await house.start();
    await second.ready();
    await sleep(size(5000, 500));
    await first.kill();
    const doubts = [await house.inDoubt()];
    await afterFirstMessage(house, second);
    await sleep(1000);
    await second.terminate();
    await untilSettled(house);
    await settleAccounts(house, task, doubts);
  });
});

/** The secret gives way to a new one, by the command line, while nothing runs. */
async function rotate({ file, environment }: House): Promise<void> {
  const next = randomBytes(32).toString('base64');
  const place = join(dirname(file), 'next');
  await writeFile(place, next);
  const child = spawn(process.execPath, [CLI, 'rotate-secret', '--to', place], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: 'ignore',
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  environment.PERCOLATEUR_SECRET = next;
}
