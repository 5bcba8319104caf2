import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { Unreachable } from './transport.ts';

type Credentials = Awaited<ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']>>;

/**
 * The credentials of the SDK, which asks for a new token once for each call that finds the old one expired: a mailing
 * under way asks a hundred times in the same second. Here one call asks, and the others wait for what it is told.
 */
export class SharedCredentials extends ConfigurationServiceClientCredentialFactory {
  readonly #share = sharing();

  override async createCredentials(...of: [string, string, string, boolean]): Promise<Credentials> {
    return this.#share(await super.createCredentials(...of), of[1]);
  }
}

/** What puts a token on a request. */
type Signer<Request> = { signRequest(request: Request): Promise<Request> };

/** Milliseconds after which whoever gives tokens is taken as silent; the SDK would wait for ever. */
const PATIENCE = 15_000;

/** Signers that ask one at a time for each `audience`; a refusal, or no answer, is everybody's who waited. */
export function sharing(
  patience = PATIENCE,
): <Request>(signer: Signer<Request>, audience: string) => Signer<Request> {
  const asking = new Map<string, Promise<unknown>>();
  return (signer, audience) => ({
    async signRequest(request) {
      const others = asking.get(audience);
      if (others) {
        await others;
        return signer.signRequest(request);
      }
      const signed = inTime(signer.signRequest(request), patience).finally(() => asking.delete(audience));
      asking.set(audience, signed);
      return signed;
    },
  });
}

async function inTime<T>(work: Promise<T>, patience: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Unreachable()), patience);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
