import { SIGNING_SECRET, WORKSPACE } from './presses.ts';
import { type Server, startServer } from './process.ts';
import { SECRET, type Town } from './town.ts';

/** The service as `npm start` runs it, on a prepared town, with the sandbox's clock and platforms of this machine. */
export function startProduct(
  town: Town,
  platforms: { slack?: number; teams?: number },
  more: Record<string, string> = {},
  nodeArguments: string[] = [],
): Promise<Server> {
  const slack: Record<string, string> = {
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_TEAMS: WORKSPACE,
    // The budget of a stand-in: otherwise Slack's fifty changes a minute are what is measured.
    SLACK_RATE_PER_SECOND: '1000',
    SLACK_API_URL: `http://127.0.0.1:${platforms.slack}/api/`,
  };
  const teams: Record<string, string> = {
    TEAMS_AUTH: 'off',
    TEAMS_RATE_PER_SECOND: '1000',
    TEAMS_SERVICE_HOSTS: `127.0.0.1:${platforms.teams}`,
  };
  return startServer({
    script: 'src/start.js',
    ready: '/readyz',
    nodeArguments: process.env.BENCH_PROFILE
      ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`]
      : nodeArguments,
    environment: {
      SANDBOX: 'on',
      DATABASE_URL: `file:${town.database}`,
      PROGRAMME: town.programme,
      PERCOLATEUR_SECRET: SECRET,
      ...(platforms.slack === undefined ? {} : slack),
      ...(platforms.teams === undefined ? {} : teams),
      ...more,
    },
  });
}
