import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';

type Sdk = ConfigurationBotFrameworkAuthentication;
type Identity = Parameters<Sdk['createConnectorFactory']>[0];
type Factory = ReturnType<Sdk['createConnectorFactory']>;

/** Service URLs whose client is kept: Teams has one for each region. */
const MOST = 100;

/**
 * The SDK makes two HTTP clients for each turn, which takes as long as storing an answer. They hold nothing of a turn,
 * and a bot is one app whoever writes to it: here each is made once, the connector's for each place it calls.
 */
export class KeptClients extends ConfigurationBotFrameworkAuthentication {
  readonly #connectors = new Map<string, ReturnType<Factory['create']>>();
  #tokens: ReturnType<Sdk['createUserTokenClient']> | null = null;

  override async authenticateRequest(...request: Parameters<Sdk['authenticateRequest']>) {
    const found = await super.authenticateRequest(...request);
    return { ...found, connectorFactory: this.createConnectorFactory(found.claimsIdentity) };
  }

  override createConnectorFactory(identity: Identity): Factory {
    const factory = super.createConnectorFactory(identity);
    return {
      create: (serviceUrl, audience) => {
        const key = JSON.stringify([serviceUrl, audience]);
        const known = this.#connectors.get(key);
        if (known) return known;
        if (this.#connectors.size >= MOST) this.#connectors.clear();
        const made = factory.create(serviceUrl, audience);
        this.#connectors.set(key, made);
        // Credentials that cannot be had now may be later.
        made.catch(() => this.#connectors.delete(key));
        return made;
      },
    };
  }

  override createUserTokenClient(identity: Identity): ReturnType<Sdk['createUserTokenClient']> {
    this.#tokens ??= super.createUserTokenClient(identity).catch((error: unknown) => {
      this.#tokens = null;
      throw error;
    });
    return this.#tokens;
  }
}
