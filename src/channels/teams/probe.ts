import { z } from 'zod';
import type { TeamsConfig } from './channel.ts';

/** What Microsoft says of our credentials. `code` is Microsoft's own number (AADSTS…), null when it gave none. */
export type TeamsProbe =
  | { state: 'ok' | 'managed'; date: Date | null; keys: boolean }
  | { state: 'refused'; code: number | null; date: Date | null; keys: boolean }
  | { state: 'unreachable'; date: null; keys: boolean };

/** How long Microsoft has to answer each question, in milliseconds. */
const PATIENCE = 5000;
// Source: Microsoft Learn, « Bot Connector authentication ».
const LOGIN = 'https://login.microsoftonline.com';
const SCOPE = 'https://api.botframework.com';
const KEYS = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

const said = z.object({ error_codes: z.array(z.number()).optional() });

/** Asks for a token as the service does, and for the keys that its requests are checked with. No token is kept. */
export async function probeTeams({ sdk }: TeamsConfig): Promise<TeamsProbe> {
  const [token, keys] = await Promise.all([
    askToken(sdk),
    canRead(sdk.ToBotFromChannelOpenIdMetadataUrl ?? KEYS),
  ]);
  return { ...token, keys };
}

async function askToken(
  sdk: Record<string, string>,
): Promise<
  | { state: 'ok' | 'managed'; date: Date | null }
  | { state: 'refused'; code: number | null; date: Date | null }
  | { state: 'unreachable'; date: null }
> {
  // The machine's own identity: only Azure knows it.
  if (sdk.MicrosoftAppType === 'UserAssignedMSI') return { state: 'managed', date: null };
  const authority = sdk.ToChannelFromBotLoginUrl ?? `${LOGIN}/${sdk.MicrosoftAppTenantId ?? ''}`;
  try {
    const response = await fetch(`${authority.replace(/\/+$/, '')}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: sdk.MicrosoftAppId ?? '',
        client_secret: sdk.MicrosoftAppPassword ?? '',
        scope: `${sdk.ToChannelFromBotOAuthScope ?? SCOPE}/.default`,
      }),
      signal: AbortSignal.timeout(PATIENCE),
      redirect: 'error',
    });
    const stated = response.headers.get('date');
    const date = stated === null ? null : new Date(stated);
    const body: unknown = await response.json().catch(() => null);
    if (response.ok) return { state: 'ok', date };
    if (response.status >= 500) return { state: 'unreachable', date: null };
    return { state: 'refused', code: said.safeParse(body).data?.error_codes?.[0] ?? null, date };
  } catch {
    return { state: 'unreachable', date: null };
  }
}

async function canRead(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), redirect: 'error' });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
