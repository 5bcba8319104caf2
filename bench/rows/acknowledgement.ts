import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { quantile } from '../blocks.ts';
import { createGun } from '../load.ts';
import { startSlack } from '../platforms/slack.ts';
import { openTown } from '../prepare.ts';
import { pressOf } from '../presses.ts';
import { startProduct } from '../product.ts';
import { progress } from '../progress.ts';
import { makeTown } from '../town.ts';
import type { Row } from './row.ts';
import { travelTo } from './sending.ts';

/** What Slack gives, in milliseconds. */
const PATIENCE = 3000;
/** A workspace's budget that lets the campaign fill the ten seconds and go on after them; Slack's is 4 to start with. */
const PER_SECOND = 200;

export const acknowledgement: Row = {
  id: 'acknowledgement',
  what: 'p99 acknowledgement with 1,000 people answering within 10 s while a 10,000-person campaign goes out',
  against: "Slack's 3 s",
  goal: { atMost: 0.1 },
  minutes: 5,
  async measure(size) {
    const plan = {
      full: { people: 10_000, answers: 1000, seconds: 10 },
      quick: { people: 3000, answers: 1000, seconds: 10 },
      tiny: { people: 60, answers: 10, seconds: 0.1 },
    }[size];
    const town = await makeTown(plan.people, 'slack');
    const prepared = await openTown(town);
    const sendsAt = await prepared.firstCardsPlanned();
    await prepared.close();
    const cards: { user: string; value: string }[] = [];
    const slack = await startSlack({
      onPost({ user, blocks }) {
        const value = buttonOf(blocks);
        if (value && cards.length < plan.answers) cards.push({ user, value });
      },
    });
    const ours = await startProduct(
      town,
      { slack: slack.port },
      { SLACK_RATE_PER_SECOND: String(PER_SECOND) },
    );
    const gun = await createGun(ours.port, 200);
    try {
      const campaign = travelTo(ours.port, sendsAt);
      // Nobody answers what has not come yet; the campaign still has most of its people to reach.
      while (cards.length < plan.answers) await sleep(10);
      progress(`${cards.length} people have their card`);
      const before = slack.shown();
      const responseUrl = `http://127.0.0.1:${slack.port}/respond`;
      const requests = cards.map((card, number) => pressOf({ ...card, number, responseUrl }));
      const latencies = await gun.over(plan.seconds * 1000, requests);
      const meanwhile = slack.shown() - before;
      await campaign;
      const p99 = quantile(latencies, 0.99);
      return {
        ratio: p99 / PATIENCE,
        details: [
          `p99 ${p99.toFixed(0)} ms, median ${quantile(latencies, 0.5).toFixed(0)} ms, slowest ${Math.max(...latencies).toFixed(0)} ms of ${latencies.length} answers`,
          `${meanwhile} messages sent or replaced meanwhile (campaign at ${PER_SECOND} a second)`,
        ],
      };
    } finally {
      gun.close();
      await ours.stop();
      await slack.close();
      await town.remove();
    }
  },
};

const Blocks = z.array(
  z.looseObject({
    type: z.string(),
    elements: z.array(z.looseObject({ value: z.string().optional() })).optional(),
  }),
);

/** What the first button of the check-in carries; null when the message is no weekly card. */
function buttonOf(blocks: string): string | null {
  const buttons = Blocks.parse(JSON.parse(blocks)).flatMap(({ elements = [] }) => elements);
  return buttons.find(({ value }) => value?.includes('checkin.answer'))?.value ?? null;
}
