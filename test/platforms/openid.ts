import { createServer } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { close, listen } from './teams-http.ts';

export type TokenOptions = {
  issuer?: string;
  audience?: string | string[];
  serviceUrl?: string;
  /** Seconds from now; the defaults are a minute ago and an hour ahead. */
  notBefore?: number;
  expires?: number | null;
  /** Seconds from now; not said unless given. */
  issued?: number;
  /** Signed by a key that the issuer does not publish, under the name of one that it does. */
  wrongKey?: boolean;
  kid?: string;
};

export type OpenIdIssuer = Awaited<ReturnType<typeof startOpenIdIssuer>>;

/** A local OpenID issuer in the place of the Bot Connector's: metadata, keys, and tokens right and wrong. */
export async function startOpenIdIssuer(audience: string) {
  let right = await generateKeyPair('RS256', { extractable: true });
  const wrong = await generateKeyPair('RS256');
  const published = async (kid: string) => ({
    ...(await exportJWK(right.publicKey)),
    kid,
    use: 'sig',
    alg: 'RS256',
    endorsements: ['msteams'],
  });
  let key = await published('right');
  let failing = false;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (failing) response.statusCode = 503;
    const body = request.url === '/keys' ? { keys: [key] } : { issuer, jwks_uri: `${url}/keys` };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });
  const url = await listen(server);
  const issuer = 'https://issuer.test';

  function claims(options: TokenOptions): JWTPayload {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: options.issuer ?? issuer,
      aud: options.audience ?? audience,
      ...(options.issued === undefined ? {} : { iat: now + options.issued }),
      nbf: now + (options.notBefore ?? -60),
      ...(options.expires === null ? {} : { exp: now + (options.expires ?? 3600) }),
      ...(options.serviceUrl === undefined ? {} : { serviceurl: options.serviceUrl }),
    };
  }

  return {
    issuer,
    metadataUrl: `${url}/openid`,
    /** The SDK's whole set of optional keys, pointing here. */
    sdk: {
      ToBotFromChannelOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromChannelTokenIssuer: issuer,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/openid`,
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      CallerId: 'urn:botframework:azure',
    },
    token(options: TokenOptions = {}): Promise<string> {
      const header = { alg: 'RS256', kid: options.kid ?? key.kid };
      const { privateKey } = options.wrongKey ? wrong : right;
      return new SignJWT(claims(options)).setProtectedHeader(header).sign(privateKey);
    },
    /** Unsigned. */
    unsigned(options: TokenOptions = {}): string {
      return `${part({ alg: 'none', kid: 'right' })}.${part(claims(options))}.`;
    },
    /** Signed with the public key as if it were a shared secret. */
    symmetric(options: TokenOptions = {}): Promise<string> {
      const secret = new TextEncoder().encode(JSON.stringify(key));
      return new SignJWT(claims(options)).setProtectedHeader({ alg: 'HS256', kid: 'right' }).sign(secret);
    },
    /** Signed with the public key as it is found in files, as if it were a shared secret. */
    async symmetricPem(options: TokenOptions = {}): Promise<string> {
      const secret = new TextEncoder().encode(await exportSPKI(right.publicKey));
      return new SignJWT(claims(options)).setProtectedHeader({ alg: 'HS256', kid: key.kid }).sign(secret);
    },
    /** What was asked of this issuer. */
    asked,
    /** From now on it signs with another key, and publishes that one only. */
    async rotate(kid: string): Promise<void> {
      right = await generateKeyPair('RS256', { extractable: true });
      key = await published(kid);
    },
    /** Whether it answers 503 to everything. */
    fail(now: boolean): void {
      failing = now;
    },
    close: () => close(server),
  };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
