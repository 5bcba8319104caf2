import type { IncomingHttpHeaders } from 'node:http';
import { isForeignPage } from '../../domain/loopback.ts';
import { readActivity, type TeamsActivity, tenantsOf } from './activity.ts';
import type { TeamsConfig } from './channel.ts';
import { serviceUrlGuard } from './hosts.ts';
import { tokenCheck } from './token.ts';

/** A request that is not ours to answer: an HTTP status, and a code for the log. */
type Refused = { status: 400 | 401 | 403 | 503; code: string };
export type Admitted = { activity: TeamsActivity; serviceUrl: string };

/** Decides on a request before anything of ours sees it and before any token of ours leaves. */
export type Gate = {
  /** From the headers alone. */
  headers(headers: IncomingHttpHeaders): Refused | null;
  /** From the parsed body. */
  activity(headers: IncomingHttpHeaders, body: unknown): Promise<Refused | Admitted>;
  allowsServiceUrl(serviceUrl: string): boolean;
};

export function createGate(config: TeamsConfig): Gate {
  const allowsServiceUrl = serviceUrlGuard(config.auth, config.serviceHosts);
  const check = tokenCheck(config.sdk);
  return {
    allowsServiceUrl,
    headers(headers) {
      // Of a stranger without a token nothing is kept, let alone parsed.
      if (config.auth)
        return /^Bearer \S/.test(headers.authorization ?? '') ? null : { status: 401, code: 'token' };
      // Without authentication we only speak to this machine: whatever came through a proxy comes from elsewhere.
      const proxied = Object.keys(headers).some(
        (name) => name.startsWith('x-forwarded-') || name === 'forwarded',
      );
      if (proxied) return { status: 403, code: 'forwarded' };
      // A web page that somebody of this machine has open can post here too.
      return isForeignPage(headers.host, headers.origin) ? { status: 403, code: 'foreign_origin' } : null;
    },
    async activity(headers, body) {
      if (typeof body !== 'object' || body === null || Array.isArray(body))
        return { status: 400, code: 'body' };
      const claimed =
        'serviceUrl' in body && typeof body.serviceUrl === 'string' ? body.serviceUrl : undefined;
      if (config.auth) {
        const verdict = await check(headers.authorization ?? '', claimed);
        if (verdict === 'unavailable') return { status: 503, code: 'keys' };
        if (verdict === 'invalid') return { status: 401, code: 'token' };
      }
      const activity = readActivity(body);
      if (!activity) return { status: 400, code: 'activity' };
      if (activity.serviceUrl === undefined || !allowsServiceUrl(activity.serviceUrl)) {
        return { status: 403, code: 'service_url' };
      }
      // With authentication the SDK has other doors (App Service, Emulator, skills) that check less.
      if (config.auth && activity.channelId !== 'msteams') return { status: 403, code: 'channel_id' };
      if (!isOurs(activity)) return { status: 403, code: 'tenant' };
      return { activity, serviceUrl: activity.serviceUrl };
    },
  };

  function isOurs(activity: TeamsActivity): boolean {
    if (!config.auth && config.tenants.length === 0) return true;
    const named = tenantsOf(activity);
    return named.length > 0 && named.every((tenant) => config.tenants.includes(tenant));
  }
}
