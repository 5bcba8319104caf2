import { onTestFinished } from 'vitest';
import { BOT_TOKEN, startEmulatedSlack } from '../platforms/slack-emulated.ts';
import { SIGNING_SECRET } from '../platforms/slack-signed.ts';
import { startTeamsConnector } from '../platforms/teams.ts';
import { attach, type Listed } from './attached.ts';

/** What a program is told, to talk with a Slack of ours. */
export const slackSettings = (slack: { apiUrl: string }) => ({
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_API_URL: slack.apiUrl,
});

/** The same in Socket Mode. */
export const socketSettings = (slack: { apiUrl: string }) => ({
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_APP_TOKEN: 'xapp-for-tests',
  SLACK_API_URL: slack.apiUrl,
});

/**
 * The program, its clock in our hands, beside an emulated Slack until the end of the test. Whoever has an e-mail has an
 * account there, named by what is before the @; `leadership` is a channel of that workspace.
 */
export async function besideSlack(people: Listed[], leadership?: 'direction') {
  const slack = await startEmulatedSlack(
    people.flatMap(({ email }) => (email ? [{ name: email.replace(/@.*/, ''), email }] : [])),
  );
  onTestFinished(slack.close);
  const program = await attach(
    people,
    { SANDBOX: 'on', ...slackSettings(slack) },
    leadership && { slack: slack.channel(leadership) },
  );
  onTestFinished(program.close);
  return { slack, program };
}

/** The same beside a connector of Teams, which asks for no token. */
export async function besideTeams(people: Listed[]) {
  const connector = await startTeamsConnector();
  onTestFinished(connector.close);
  const program = await attach(people, {
    SANDBOX: 'on',
    TEAMS_AUTH: 'off',
    TEAMS_RATE_PER_SECOND: '1000',
  });
  onTestFinished(program.close);
  return { connector, program };
}
