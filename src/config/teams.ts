import type { TeamsConfig } from '../channels/teams/channel.ts';
import { type Read, readList, readRate, readSwitch } from './values.ts';

const TEAMS_SDK_KEYS = [
  'MicrosoftAppId',
  'MicrosoftAppPassword',
  'MicrosoftAppType',
  'MicrosoftAppTenantId',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'CallerId',
] as const;

/** null: Teams is not wanted. What is half there is a problem. */
export function readTeams(read: Read, problems: string[]): TeamsConfig | null {
  const auth = readSwitch(read, 'TEAMS_AUTH', problems) ?? true;
  const sdk: Record<string, string> = {};
  for (const key of TEAMS_SDK_KEYS) {
    const value = read(key);
    if (value) sdk[key] = value;
  }
  if (auth && Object.keys(sdk).length === 0) return null;
  const type = sdk.MicrosoftAppType ?? 'SingleTenant';
  if (auth) {
    sdk.MicrosoftAppType = type;
    const needed = ['MicrosoftAppId', 'MicrosoftAppTenantId'];
    if (type !== 'UserAssignedMSI') needed.push('MicrosoftAppPassword');
    for (const key of needed) {
      if (!sdk[key]) problems.push(`${key} : il manque ; copiez-le de l'inscription du bot dans Azure.`);
    }
    if (type !== 'SingleTenant' && type !== 'UserAssignedMSI') {
      problems.push('MicrosoftAppType : écrivez SingleTenant ou UserAssignedMSI.');
    }
  }
  const tenants = readList(read, 'TEAMS_TENANTS');
  const tenant = sdk.MicrosoftAppTenantId;
  return {
    sdk,
    auth,
    serviceHosts: readList(read, 'TEAMS_SERVICE_HOSTS'),
    tenants: tenants.length === 0 && tenant ? [tenant] : tenants,
    ratePerSecond: readRate(read, 'TEAMS_RATE_PER_SECOND', 50, problems),
  };
}
