import { weeklyCards } from '../cards.ts';
import { startTeams } from '../platforms/teams.ts';
import { openTown } from '../prepare.ts';
import { startServer } from '../process.ts';
import { startProduct } from '../product.ts';
import { createSubmits } from '../submits.ts';
import { makeTown } from '../town.ts';
import { answerDuel, planOf } from './answers.ts';
import type { Row } from './row.ts';

export const teamsAnswers: Row = {
  id: 'teams-answers',
  what: 'answers per second, Teams `Action.Submit`: validated, stored durably, replied; token check off on both sides',
  against: 'bare CloudAdapter on restify (a turn that does nothing)',
  goal: { atLeast: 0.85 },
  minutes: 6,
  async measure(size) {
    const town = await makeTown(planOf(size).people, 'teams');
    const teams = await startTeams();
    const prepared = await openTown(town, { teamsUrl: teams.url });
    await prepared.firstCards();
    await prepared.close();
    const ours = await startProduct(town, { teams: teams.port });
    const theirs = await startServer({
      script: 'bench/servers/cloud-adapter.ts',
      args: (port) => [String(port)],
    });
    try {
      const requests = createSubmits(weeklyCards(town), teams.url);
      return await answerDuel({ ours, theirs, requests, shown: teams.shown, size });
    } finally {
      await Promise.all([ours.stop(), theirs.stop()]);
      await teams.close();
      await town.remove();
    }
  },
};
