import { weeklyCards } from '../cards.ts';
import { startSlack } from '../platforms/slack.ts';
import { openTown } from '../prepare.ts';
import { createPresses, SIGNING_SECRET } from '../presses.ts';
import { startServer } from '../process.ts';
import { startProduct } from '../product.ts';
import { makeTown } from '../town.ts';
import { answerDuel, planOf } from './answers.ts';
import type { Row } from './row.ts';

export const slackAnswers: Row = {
  id: 'slack-answers',
  what: 'answers per second, Slack button: signature checked, validated, stored durably, replied',
  against: 'bare Bolt (its own HTTP receiver, a listener that only acknowledges)',
  goal: { atLeast: 1 },
  minutes: 6,
  async measure(size) {
    const town = await makeTown(planOf(size).people, 'slack');
    const prepared = await openTown(town);
    await prepared.firstCards();
    await prepared.close();
    const slack = await startSlack();
    const ours = await startProduct(town, { slack: slack.port });
    const theirs = await startServer({
      script: 'bench/servers/bolt.ts',
      args: (port) => [String(port), SIGNING_SECRET],
    });
    try {
      const requests = createPresses(weeklyCards(town), slack.port);
      return await answerDuel({ ours, theirs, requests, shown: slack.shown, size });
    } finally {
      await Promise.all([ours.stop(), theirs.stop()]);
      await slack.close();
      await town.remove();
    }
  },
};
