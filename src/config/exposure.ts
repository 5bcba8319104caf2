import type { Config } from '../config.ts';
import { isLoopback } from '../domain/loopback.ts';

/** The Teams settings that the service calls; the others are names that look like addresses. */
const TEAMS_ADDRESSES = [
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'ToChannelFromBotLoginUrl',
] as const;

/** What answers without proof of identity may only listen, and talk, to this machine. */
export function refuseExposure(config: Config, problems: string[]): void {
  const { host, publicUrl, sandbox, slack, teams } = config;
  const localHost = isLoopback(host);
  const published = publicUrl !== null && !isLoopbackUrl(publicUrl);
  if (!sandbox && !slack && !teams) {
    problems.push('SANDBOX : sans Teams ni Slack il ne reste rien ; écrivez SANDBOX=on, ou réglez un canal.');
  }
  if (sandbox && published) {
    problems.push(
      `PUBLIC_URL : le bac à sable n'a pas d'adresse publique ; retirez cette variable, ou SANDBOX.`,
    );
  }
  if (sandbox && !localHost) {
    problems.push(
      `HOST : le bac à sable n'écoute que cette machine ; écrivez HOST=127.0.0.1, ou retirez SANDBOX.`,
    );
  }
  if (sandbox && slack && !(slack.apiUrl && isLoopbackUrl(slack.apiUrl))) {
    problems.push(
      'SLACK_API_URL : avec SANDBOX=on, Slack doit être un émulateur de cette machine (http://127.0.0.1:…).',
    );
  }
  if (sandbox && teams?.auth && !teams.sdk.ToBotFromChannelOpenIdMetadataUrl) {
    problems.push(
      'TEAMS_AUTH : avec SANDBOX=on, Teams doit être un émulateur de cette machine ; écrivez TEAMS_AUTH=off, ou donnez les adresses de son émetteur de jetons (ToBotFromChannelOpenIdMetadataUrl…).',
    );
  }
  for (const name of sandbox && teams ? TEAMS_ADDRESSES : []) {
    const address = teams?.sdk[name];
    if (address && !isLoopbackUrl(address)) {
      problems.push(
        `${name} : avec SANDBOX=on, seulement une adresse de cette machine (http://127.0.0.1:…).`,
      );
    }
  }
  if (teams && !teams.auth) {
    if (!localHost) problems.push(`HOST : TEAMS_AUTH=off n'est permis qu'avec HOST=127.0.0.1.`);
    if (published) {
      problems.push(
        `PUBLIC_URL : TEAMS_AUTH=off n'est permis que sans adresse publique ; retirez l'un des deux.`,
      );
    }
  }
  for (const service of teams && (sandbox || !teams.auth) ? teams.serviceHosts : []) {
    if (!isLoopback(service.replace(/:\d+$/, ''))) {
      problems.push(
        'TEAMS_SERVICE_HOSTS : avec TEAMS_AUTH=off ou SANDBOX=on, seulement des adresses de cette machine.',
      );
    }
  }
}

export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname);
}
