import { z } from 'zod';
import { probeSlack } from '../../channels/slack/probe.ts';
import { probeTeams } from '../../channels/teams/probe.ts';
import type { Config } from '../../config.ts';
import { COMMANDS } from '../../domain/command.ts';
import type { Programme } from '../../domain/programme.ts';
import { slackManifest } from '../manifest-slack.ts';
import { type Finding, finding } from './finding.ts';
import { checkSkew } from './machine.ts';

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

/** What a channel needs besides its credentials. */
export function checkSettings(config: Config, programme: Programme | null): Finding[] {
  const { slack, teams, publicUrl, proxies } = config;
  const findings: Finding[] = [];
  // We speak no HTTPS ourselves: somebody in front does.
  if (publicUrl?.startsWith('https:') && proxies.rules.length === 0)
    findings.push(finding('channels', 'note', 'trusted_proxies'));
  if (teams?.auth && !publicUrl) findings.push(finding('channels', 'note', 'teams_public_url'));
  if (slack && !slack.appToken && !publicUrl) findings.push(finding('channels', 'note', 'slack_public_url'));
  if ((slack || teams) && programme) {
    const { leadershipChannel } = programme;
    const bound = (teams && leadershipChannel.teams) || (slack && leadershipChannel.slack);
    if (!bound) findings.push(finding('channels', 'note', 'leadership_channel'));
  }
  return findings;
}

/** What each platform says of our credentials and of our clock, both asked at once. */
export async function checkPlatforms({ slack, teams }: Config): Promise<Finding[]> {
  const said = await Promise.all([slack ? checkSlack(slack) : [], teams?.auth ? checkTeams(teams) : []]);
  return said.flat();
}

/** Microsoft's own numbers for what can be mended. Source: Microsoft Learn, « Microsoft Entra authentication error codes ». */
const TEAMS_CODES: Readonly<Record<number, Finding['code']>> = {
  7000215: 'teams_secret_wrong',
  7000222: 'teams_secret_expired',
  700016: 'teams_app_unknown',
  90002: 'teams_tenant_unknown',
};

async function checkTeams(settings: NonNullable<Config['teams']>): Promise<Finding[]> {
  const probe = await probeTeams(settings);
  const findings: Finding[] = [];
  if (probe.state === 'managed') findings.push(finding('channels', 'note', 'teams_managed'));
  if (probe.state === 'unreachable') findings.push(finding('channels', 'todo', 'teams_unreachable'));
  if (probe.state === 'refused') {
    const code = TEAMS_CODES[probe.code ?? 0] ?? 'teams_refused';
    findings.push(finding('channels', 'todo', code, { code: probe.code ?? '?' }));
  }
  if (!probe.keys) findings.push(finding('channels', 'todo', 'teams_keys'));
  return [...findings, ...checkSkew('Microsoft', probe.date)];
}

async function checkSlack(settings: NonNullable<Config['slack']>): Promise<Finding[]> {
  const probe = await probeSlack(settings);
  const skew = checkSkew('Slack', probe.date);
  if (!probe.ok) {
    const name = probe.token === 'bot' ? 'SLACK_BOT_TOKEN' : 'SLACK_APP_TOKEN';
    const code = probe.reason === 'refused' ? 'slack_refused' : 'slack_unreachable';
    return [finding('channels', 'todo', code, { name }), ...skew];
  }
  const missing = probe.missingScopes.join(', ');
  const needless = probe.needless.join(', ');
  return [
    ...(missing ? [finding('channels', 'todo', 'slack_scopes', { names: missing })] : []),
    ...(needless ? [finding('channels', 'note', 'slack_needless', { names: needless })] : []),
    ...skew,
  ];
}
