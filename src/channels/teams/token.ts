import { createRemoteJWKSet, customFetch, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { z } from 'zod';

/** Where the Bot Connector's keys are, and whose name its tokens bear. Source: Microsoft Learn, « Bot Connector authentication ». */
const PUBLIC_METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const PUBLIC_ISSUER = 'https://api.botframework.com';
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];
/** Seconds two clocks may differ. */
const TOLERANCE = 300;
/** Milliseconds a request waits for keys that are not there yet. */
const KEY_PATIENCE = 900;
/** Milliseconds keys are kept, as Microsoft advises: an outage of theirs is none of ours. */
const KEYS_KEPT = 24 * 3_600_000;
/** Milliseconds between two readings for a key we do not know: whoever invents key names does not make us ask more. */
const KEYS_APART = 60_000;
/** Milliseconds the place of the keys is left alone after it failed. */
const PAUSE = 5000;

const metadata = z.object({ jwks_uri: z.url() });
type Keys = ReturnType<typeof createRemoteJWKSet>;
type Verdict = 'valid' | 'invalid' | 'unavailable';

/**
 * Checks the token of a request before the SDK does. The SDK checks the same things, but answers 500 and writes a
 * stack for most bad tokens, accepts one without end, and skips the service URL when the activity has none.
 */
export function tokenCheck(
  sdk: Record<string, string>,
): (header: string, serviceUrl: string | undefined) => Promise<Verdict> {
  const audience = sdk.MicrosoftAppId ?? '';
  const issuer = sdk.ToBotFromChannelTokenIssuer ?? PUBLIC_ISSUER;
  const keys = keySource(sdk.ToBotFromChannelOpenIdMetadataUrl ?? PUBLIC_METADATA);
  return async (header, serviceUrl) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header)?.[1];
    if (token === undefined || audience === '' || !looksRight(token, issuer, audience)) return 'invalid';
    try {
      const { payload } = await jwtVerify(token, (...parts) => withKeys(keys, (set) => set(...parts)), {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: TOLERANCE,
        requiredClaims: ['exp'],
      });
      if (typeof payload.iat === 'number' && payload.iat > Date.now() / 1000 + TOLERANCE) return 'invalid';
      const claimed = payload.serviceurl;
      return serviceUrl === undefined || claimed === serviceUrl ? 'valid' : 'invalid';
    } catch (error) {
      return error instanceof KeysUnavailable ? 'unavailable' : 'invalid';
    }
  };
}

/** What needs no key is refused first, so that only a plausible token makes us ask for keys. */
function looksRight(token: string, issuer: string, audience: string): boolean {
  try {
    const { alg } = decodeProtectedHeader(token);
    const { iss, aud } = decodeJwt(token);
    return alg !== undefined && ALGORITHMS.includes(alg) && iss === issuer && aud === audience;
  } catch {
    return false;
  }
}

class KeysUnavailable extends Error {}

/** The keys, read once; after a failure, a request tries again a moment later. */
function keySource(url: string): () => Promise<Keys> {
  let pending: Promise<Keys> | null = null;
  const get = sparingFetch();
  return () => {
    pending ??= loadKeys(url, get).catch((error: unknown) => {
      pending = null;
      throw error;
    });
    return pending;
  };
}

/** Bad tokens must not become requests to a server that already struggles. */
function sparingFetch(): typeof fetch {
  let failedAt = Number.NEGATIVE_INFINITY;
  return async (...request) => {
    if (performance.now() - failedAt < PAUSE) throw new KeysUnavailable();
    try {
      const answer = await fetch(...request);
      if (!answer.ok) throw new KeysUnavailable();
      return answer;
    } catch (error) {
      failedAt = performance.now();
      throw error;
    }
  };
}

async function loadKeys(url: string, get: typeof fetch): Promise<Keys> {
  const answer = await get(url, { signal: AbortSignal.timeout(5000), redirect: 'error' });
  const { jwks_uri } = metadata.parse(await answer.json());
  return createRemoteJWKSet(new URL(jwks_uri), {
    timeoutDuration: 5000,
    cacheMaxAge: KEYS_KEPT,
    cooldownDuration: KEYS_APART,
    [customFetch]: get,
  });
}

/** A key that does not exist makes a token bad; keys that cannot be had say nothing about it. */
async function withKeys<T>(keys: () => Promise<Keys>, use: (set: Keys) => Promise<T>): Promise<T> {
  const found = keys().then(use);
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new KeysUnavailable()), KEY_PATIENCE);
  try {
    return await Promise.race([found, late]);
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
      throw error;
    throw new KeysUnavailable();
  } finally {
    clearTimeout(timer);
    found.catch(() => undefined);
  }
}
