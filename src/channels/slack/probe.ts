import { webApi } from '@slack/bolt';
import { clientOptions, type SlackClient } from './client.ts';
import { slackManifestScopes } from './scopes.ts';

/** What Slack says of our tokens; `missingScopes`: asked by this version's manifest and not granted. */
export type Probe =
  | { ok: true; missingScopes: string[] }
  | { ok: false; token: 'bot' | 'app'; reason: 'refused' | 'unreachable' };

/** How long Slack has to answer each question, in milliseconds. */
const PATIENCE = 5000;

/** Tries the tokens, as the service will; a failure is data. */
export async function probeSlack(settings: {
  botToken: string;
  appToken: string | null;
  apiUrl: string | null;
}): Promise<Probe> {
  const { botToken, appToken, apiUrl } = settings;
  try {
    const known = await patient(botToken, apiUrl).auth.test();
    const granted = known.response_metadata?.scopes?.filter((scope) => scope !== '') ?? [];
    if (appToken) {
      try {
        await patient(appToken, apiUrl).apps.connections.open();
      } catch (error) {
        return { ok: false, token: 'app', reason: reasonOf(error) };
      }
    }
    // An emulator may not say: then nothing is known to be missing.
    const missingScopes =
      granted.length > 0 ? slackManifestScopes.filter((scope) => !granted.includes(scope)) : [];
    return { ok: true, missingScopes };
  } catch (error) {
    return { ok: false, token: 'bot', reason: reasonOf(error) };
  }
}

function patient(token: string, apiUrl: string | null): SlackClient {
  return new webApi.WebClient(token, { ...clientOptions(apiUrl), timeout: PATIENCE });
}

/** Slack answered, and said no; or nothing came. */
function reasonOf(error: unknown): 'refused' | 'unreachable' {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'slack_webapi_platform_error' ? 'refused' : 'unreachable';
}
