import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenCheck } from '../../../src/channels/teams/token.ts';
import { type OpenIdIssuer, startOpenIdIssuer, type TokenOptions } from '../../platforms/openid.ts';

const APP = '11111111-2222-3333-4444-555555555555';
const SERVICE = 'https://smba.trafficmanager.net/emea/';

let issuer: OpenIdIssuer;
let check: ReturnType<typeof tokenCheck>;

beforeAll(async () => {
  issuer = await startOpenIdIssuer(APP);
  check = tokenCheck({ MicrosoftAppId: APP, ...issuer.sdk });
});
afterAll(() => issuer.close());

const verdict = async (options: TokenOptions) =>
  check(`Bearer ${await issuer.token({ serviceUrl: SERVICE, ...options })}`, SERVICE);

test('the token that the issuer made for us, and for this service, is taken', async () => {
  expect(await verdict({})).toBe('valid');
});

test.for<[string, TokenOptions]>([
  ['signed by another key', { wrongKey: true }],
  ['of an unknown key', { kid: 'unknown' }],
  ['that has ended', { expires: -600 }],
  ['without an end', { expires: null }],
  ['that has not begun', { notBefore: 600 }],
  ['issued tomorrow', { issued: 86_400 }],
  ['for another bot', { audience: 'somebody-else' }],
  ['for several', { audience: [APP, 'somebody-else'] }],
  ['from another issuer', { issuer: 'https://sts.windows.net/x/' }],
  ['for another service', { serviceUrl: 'https://else.test/' }],
  ['for no service', { serviceUrl: undefined }],
])('a token %s is not', async ([, options]) => {
  expect(await verdict(options)).toBe('invalid');
});

test('nor one that anybody could have made', async () => {
  for (const token of [
    issuer.unsigned({ serviceUrl: SERVICE }),
    await issuer.symmetric({ serviceUrl: SERVICE }),
    await issuer.symmetricPem({ serviceUrl: SERVICE }),
  ])
    expect(await check(`Bearer ${token}`, SERVICE)).toBe('invalid');
});
