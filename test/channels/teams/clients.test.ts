import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { expect, it } from 'vitest';
import { KeptClients } from '../../../src/channels/teams/clients.ts';

const activity = {
  type: 'message',
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  from: { id: '29:anne', name: '' },
  recipient: { id: '28:bot', name: '' },
  conversation: { id: 'a:anne', name: '', isGroup: false, conversationType: 'personal' },
  text: '',
  label: '',
  valueType: '',
  localTimezone: '',
  callerId: '',
  listenFor: [],
};

async function turnOf(sdk: KeptClients) {
  const { connectorFactory, claimsIdentity } = await sdk.authenticateRequest(activity, '');
  if (!connectorFactory) throw new Error('no factory');
  return { factory: connectorFactory, identity: claimsIdentity };
}

it('makes the clients of the SDK once for each place, whatever turn asks', async () => {
  const sdk = new KeptClients({});
  const [one, other] = [await turnOf(sdk), await turnOf(sdk)];
  const kept = await one.factory.create(activity.serviceUrl, 'connector');
  expect(await other.factory.create(activity.serviceUrl, 'connector')).toBe(kept);
  expect(await sdk.createConnectorFactory(one.identity).create(activity.serviceUrl, 'connector')).toBe(kept);
  expect(await other.factory.create('https://smba.trafficmanager.net/amer/', 'connector')).not.toBe(kept);
  expect(await other.factory.create(activity.serviceUrl, 'another')).not.toBe(kept);
  expect(await sdk.createUserTokenClient(other.identity)).toBe(await sdk.createUserTokenClient(one.identity));
});

/** Credentials that cannot be had the first time. */
class LateCredentials extends ConfigurationServiceClientCredentialFactory {
  #asked = 0;

  override async createCredentials(...of: [string, string, string, boolean]) {
    this.#asked += 1;
    if (this.#asked === 1) throw new Error('not now');
    return super.createCredentials(...of);
  }
}

it('asks again for what could not be had', async () => {
  const connectors = new KeptClients({}, new LateCredentials({}));
  const { factory } = await turnOf(connectors);
  await expect(factory.create(activity.serviceUrl, 'connector')).rejects.toThrow('not now');
  expect(await factory.create(activity.serviceUrl, 'connector')).toBeDefined();
  const tokens = new KeptClients({}, new LateCredentials({}));
  const { identity } = await turnOf(tokens);
  await expect(tokens.createUserTokenClient(identity)).rejects.toThrow('not now');
  expect(await tokens.createUserTokenClient(identity)).toBeDefined();
});
