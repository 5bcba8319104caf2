import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { outbox, settleAccounts } from './account.ts';
import { answer, type History, judge } from './answers.ts';
import { SURVEY } from './commune.ts';
import { openFurnished } from './house.ts';
import { inParallel } from './people.ts';
import { chanceOf, SEED, size } from './size.ts';
import { readerOf } from './taps.ts';
import { surveyCards, untilSettled } from './waiting.ts';

const AFTERNOON = 4 * 3600_000;

describe('people answer while everything goes wrong', () => {
  const people = size(400, 30);
  const kills = size(20, 1);
  it.for([{ name: 'slack' as const }, { name: 'teams' as const }])(
    '$name, answering',
    async ({ name }, { task }) => {
      const random = chanceOf(`answers ${name}`);
      const house = await openFurnished(name, people);
      await untilSettled(house);
      house.advance(AFTERNOON);
      await untilSettled(house, SURVEY);
      const cards = await surveyCards(house);
      expect(cards.length).toBe(people);
      const rates = { 'error-503': 0.05, 'reset-after': 0.05, throttled: 0.05, malformed: 0.05, slow: 0.05 };
      await house.platform.faults({ seed: SEED, rates });

      let over = false;
      const histories = new Map<string, History>();
      // One in ten stays silent: nobody answers for them.
      const speaking = cards.filter(() => random() < 0.9);
      const answering = inParallel(speaking, 8, async (card) => {
        histories.set(readerOf(house, card), await answer(house, card, random));
      }).finally(() => {
        over = true;
      });
      let killed = 0;
      while (!over) {
        const program = await house.start();
        await program.ready();
        const life = killed < kills ? 500 + random() * 2500 : 600_000;
        for (const end = performance.now() + life; !over && performance.now() < end; ) await sleep(50);
        if (over) await program.terminate();
        else {
          await program.kill();
          killed += 1;
        }
      }
      await answering;

      const { stored, taken, lost } = judge(house, histories);
      const ledger = await house.platform.ledger();
      const shown = (await surveyCards(house)).filter(({ edits }) => edits > 0).length;
      task.meta.counted = {
        seed: SEED,
        kills: killed,
        faults: Object.values(ledger.faults).reduce((sum, count) => sum + count, 0),
        taps: [...histories.values()].reduce((sum, { taps }) => sum + taps.length, 0),
        acknowledged: taken.length,
        stored: stored.size,
        shown,
        lost: lost.length,
        violations: Object.values(ledger.violations).reduce((sum, count) => sum + count, 0),
      };
      expect(ledger.violations, JSON.stringify(ledger.firstViolations)).toEqual({});
    },
  );

  it('teams, answering before the card is known to have arrived', async ({ task }) => {
    const random = chanceOf('early');
    const house = await openFurnished('teams', 20);
    // The platform takes its time to say that it took a message.
    await house.platform.faults({ seed: SEED, rates: { slow: 1 } });
    const program = await house.start();
    await program.ready();
    const histories = new Map<string, History>();
    let early = 0;
    while (histories.size < house.people) {
      const cards = await surveyCards(house);
      const news = cards.filter((card) => !histories.has(readerOf(house, card)));
      await inParallel(news, 8, async (card) => {
        const row = outbox(house).find(({ id }) => id === card.mark);
        if (row?.status === 'leased') early += 1;
        histories.set(readerOf(house, card), await answer(house, card, random));
      });
      await sleep(25);
    }
    expect(early).toBeGreaterThan(0);
    await program.terminate();
    await house.platform.faults({ rates: {} });
    await untilSettled(house);
    const { taken } = judge(house, histories);
    expect(taken.length).toBe(house.people);
    await settleAccounts(house, task, []);
  });
});
