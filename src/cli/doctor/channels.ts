import { z } from 'zod';
import { probeSlack } from '../../channels/slack/probe.ts';
import type { Config } from '../../config.ts';
import { COMMANDS } from '../../domain/command.ts';
import type { Programme } from '../../domain/programme.ts';
import { slackManifest } from '../manifest-slack.ts';
import { type Finding, finding } from './finding.ts';

const manifestSchema = z.object({
  features: z.object({ slash_commands: z.array(z.object({ command: z.string() })) }),
});

/** Both manifests are made from the list of commands; this sees that nobody has put another in the template. */
export async function checkManifest(): Promise<Finding[]> {
  const made = manifestSchema.safeParse(await slackManifest({ publicUrl: null, organisation: '-' }));
  const offered = made.success ? made.data.features.slash_commands.map(({ command }) => command) : [];
  const known: string[] = COMMANDS.map(({ name }) => `/${name}`);
  const differ = [
    ...known.filter((name) => !offered.includes(name)),
    ...offered.filter((name) => !known.includes(name)),
  ];
  return differ.length === 0 ? [] : [finding('manifest', 'todo', 'manifest', { names: differ.join(', ') })];
}

/** What a channel needs besides its credentials, and what Slack says of ours. */
export async function checkChannels(config: Config, programme: Programme | null): Promise<Finding[]> {
  const { slack, teams, publicUrl } = config;
  const findings: Finding[] = [];
  if (teams?.auth && !publicUrl) findings.push(finding('channels', 'note', 'teams_public_url'));
  if (slack && !slack.appToken && !publicUrl) findings.push(finding('channels', 'note', 'slack_public_url'));
  if ((slack || teams) && programme) {
    const { leadershipChannel } = programme;
    const bound = (teams && leadershipChannel.teams) || (slack && leadershipChannel.slack);
    if (!bound) findings.push(finding('channels', 'note', 'leadership_channel'));
  }
  if (slack) findings.push(...(await checkSlack(slack)));
  return findings;
}

async function checkSlack(settings: NonNullable<Config['slack']>): Promise<Finding[]> {
  const probe = await probeSlack(settings);
  if (probe.ok) {
    const names = probe.missingScopes.join(', ');
    return names ? [finding('channels', 'todo', 'slack_scopes', { names })] : [];
  }
  const name = probe.token === 'bot' ? 'SLACK_BOT_TOKEN' : 'SLACK_APP_TOKEN';
  return [
    finding('channels', 'todo', probe.reason === 'refused' ? 'slack_refused' : 'slack_unreachable', { name }),
  ];
}
