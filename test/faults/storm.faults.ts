import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../platforms/limited/chance.ts';
import { settleAccounts, waiting } from './account.ts';
import { openFurnished } from './house.ts';
import { chanceOf, SEED, size } from './size.ts';
import { afterFirstMessage, LEASE, untilSettled } from './waiting.ts';

/** Each of these one call in twenty: half of all calls go wrong. Silence, which takes its time, is rarer. */
const TROUBLES: NonNullable<Settings['rates']> = {
  throttled: 0.05,
  'throttled-bare': 0.05,
  'error-502': 0.05,
  'error-503': 0.05,
  'error-504': 0.05,
  reset: 0.05,
  html: 0.05,
  slow: 0.05,
  'wrong-type': 0.05,
  'reset-after': 0.05,
  'error-after': 0.05,
  malformed: 0.05,
  truncated: 0.05,
  stall: 0.002,
  'stall-after': 0.002,
};

/** After so many, a message has failed (engine/marking.ts): with half of all calls going wrong, one in a hundred and more. */
const TRIES = 18;

describe('a platform where everything goes wrong', () => {
  const kills = size(8, 1);
  it.for([
    // Slack may be asked about a message fifty times a minute: with so many in doubt, twenty to forty a minute arrive.
    { name: 'slack' as const, people: size(120, 40), troubles: TROUBLES },
    { name: 'teams' as const, people: size(500, 40), troubles: { ...TROUBLES, concurrent: 0.05 } },
  ])('$name, in a storm', async ({ name, people, troubles }, { task }) => {
    const random = chanceOf(`storm ${name}`);
    const house = await openFurnished(name, people);
    await house.platform.faults({ seed: SEED, rates: troubles });
    const doubts = [];
    for (let killed = 0; killed < kills; killed++) {
      const program = await house.start();
      await program.ready();
      await afterFirstMessage(house, program);
      await sleep(random() * 4000);
      if (waiting(house) === 0) break;
      await program.kill();
      doubts.push(await house.inDoubt());
      house.advance(random() < 0.5 ? LEASE : 0);
    }
    await untilSettled(house);
    const { rows } = await settleAccounts(house, task, doubts);
    // A trouble that passes is no reason to give up, before so many tries that a few of a thousand come to them.
    const lost = rows.filter(({ status }) => status !== 'sent');
    expect(lost.filter(({ status, attempts }) => status !== 'failed' || attempts < TRIES - 1)).toEqual([]);
    expect(lost.length).toBeLessThanOrEqual(rows.length / 50);
  });
});
