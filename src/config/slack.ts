import type { SlackConfig } from '../channels/slack/channel.ts';
import { type Read, readList, readRate, readUrl } from './values.ts';

/** null: Slack is not wanted. What is half there is a problem. */
export function readSlack(read: Read, problems: string[]): SlackConfig | null {
  const botToken = read('SLACK_BOT_TOKEN');
  const signingSecret = read('SLACK_SIGNING_SECRET');
  const appToken = read('SLACK_APP_TOKEN');
  if (!botToken && !signingSecret && !appToken) return null;
  if (!botToken)
    problems.push('SLACK_BOT_TOKEN : il manque ; copiez le jeton « xoxb-… » de votre application Slack.');
  if (!signingSecret && !appToken) {
    problems.push(
      'SLACK_SIGNING_SECRET : il manque ; copiez-le (HTTP), ou donnez SLACK_APP_TOKEN (« xapp-… », Socket Mode).',
    );
  }
  return {
    botToken: botToken ?? '',
    signingSecret,
    appToken,
    apiUrl: readUrl(read, 'SLACK_API_URL', problems),
    teams: readList(read, 'SLACK_TEAMS'),
    ratePerSecond: readRate(read, 'SLACK_RATE_PER_SECOND', 4, problems),
  };
}
