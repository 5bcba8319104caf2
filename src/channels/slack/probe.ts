import { webApi } from '@slack/bolt';
import { clientOptions, type SlackClient } from './client.ts';
import { slackManifestScopes } from './scopes.ts';

/**
 * What Slack says of our tokens. `missingScopes`: asked by this version's manifest and not granted; `needless`: granted
 * and never used. `date`: the moment Slack says it is.
 */
export type Probe =
  | { ok: true; missingScopes: string[]; needless: string[]; date: Date | null }
  | { ok: false; token: 'bot' | 'app'; reason: 'refused' | 'unreachable'; date: Date | null };

/** How long Slack has to answer each question, in milliseconds. */
const PATIENCE = 5000;

/** Tries the tokens, as the service will, both at once; a failure is data. */
export async function probeSlack(settings: {
  botToken: string;
  appToken: string | null;
  apiUrl: string | null;
}): Promise<Probe> {
  const { botToken, appToken, apiUrl } = settings;
  let date: Date | null = null;
  const client = (token: string): SlackClient =>
    new webApi.WebClient(token, {
      ...clientOptions(apiUrl),
      timeout: PATIENCE,
      fetch: async (...asked: Parameters<typeof fetch>) => {
        const response = await fetch(...asked);
        const stated = response.headers.get('date');
        if (stated !== null) date = new Date(stated);
        return response;
      },
    });
  const [bot, app] = await Promise.allSettled([
    client(botToken).auth.test(),
    appToken ? client(appToken).apps.connections.open() : null,
  ]);
  if (bot.status === 'rejected') return { ok: false, token: 'bot', reason: reasonOf(bot.reason), date };
  if (app.status === 'rejected') return { ok: false, token: 'app', reason: reasonOf(app.reason), date };
  const granted = bot.value.response_metadata?.scopes?.filter((scope) => scope !== '') ?? [];
  const wanted: readonly string[] = slackManifestScopes;
  // An emulator may not say: then nothing is known to be missing.
  const missingScopes = granted.length > 0 ? wanted.filter((scope) => !granted.includes(scope)) : [];
  return { ok: true, missingScopes, needless: granted.filter((scope) => !wanted.includes(scope)), date };
}

/** Slack answered, and said no; or nothing came. */
function reasonOf(error: unknown): 'refused' | 'unreachable' {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'slack_webapi_platform_error' ? 'refused' : 'unreachable';
}
