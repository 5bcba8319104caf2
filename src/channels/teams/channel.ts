import { CloudAdapter } from 'botbuilder';
import type { Server } from 'restify';
import type { Log } from '../../log.ts';
import { receive } from '../../web/receive.ts';
import { createAfterwards } from '../afterwards.ts';
import type { Channel, Dispatch } from '../channel.ts';
import { KeptClients } from './clients.ts';
import { SharedCredentials } from './credentials.ts';
import { createEndpoint } from './endpoint.ts';
import { createGate } from './gate.ts';
import { createTeamsLimits } from './limits.ts';
import { conversationQueue } from './queue.ts';
import { createSend } from './send.ts';
import { oneAttempt } from './transport.ts';
import { createTurn } from './turn.ts';

export type TeamsConfig = {
  /**
   * What the SDK is told: `MicrosoftAppId`, `MicrosoftAppPassword`, `MicrosoftAppType`, `MicrosoftAppTenantId`, and its
   * optional keys, which count as a whole set (one alone switches its defaults off).
   */
  sdk: Record<string, string>;
  /** false (`TEAMS_AUTH=off`): anybody on this machine is believed, and no token is sent. */
  auth: boolean;
  /** Hosts of service URLs, added to Teams' own; with or without a port. */
  serviceHosts: string[];
  /** Tenants that are served. With authentication, none means nobody; without, everybody. */
  tenants: string[];
  /** Messages a second, at most. */
  ratePerSecond: number;
};

/** Whom our tokens are for. Source: Microsoft Learn, « Bot Connector authentication ». */
const CONNECTOR = 'https://api.botframework.com';

/** Teams through the Bot Framework's CloudAdapter. `limited` is told of each 429; `mount` adds `POST /api/messages` to a server without body parser. */
export async function createTeamsChannel(
  config: TeamsConfig,
  dispatch: Dispatch,
  log: Log,
  limited?: () => void,
): Promise<Channel & { mount(server: Server): void }> {
  const sdk = config.auth ? config.sdk : {};
  const authentication = new KeptClients(sdk, new SharedCredentials(sdk), undefined, undefined, {
    httpClient: oneAttempt(createTeamsLimits(config.ratePerSecond, limited)),
  });
  // Without `onTurnError`, on purpose: with it a failed send looks like a success.
  const adapter = new CloudAdapter(authentication);
  const gate = createGate(config);
  const queue = conversationQueue();
  const afterwards = createAfterwards();
  const checked = config.auth ? authentication : null;
  const turn = createTurn({ authentication: checked, adapter, queue, afterwards, dispatch, log });
  let lastServiceUrl: string | null = null;
  const endpoint = createEndpoint(
    gate,
    (admitted, authorization) => {
      lastServiceUrl = admitted.serviceUrl;
      return turn(admitted, authorization);
    },
    log,
  );
  const send = createSend({
    adapter,
    appId: config.auth ? (config.sdk.MicrosoftAppId ?? '') : '',
    audience: config.sdk.ToChannelFromBotOAuthScope ?? CONNECTOR,
    tenant: config.tenants[0] ?? null,
    allowsServiceUrl: gate.allowsServiceUrl,
    lastServiceUrl: () => lastServiceUrl,
  });
  return {
    name: 'teams',
    ratePerSecond: config.ratePerSecond,
    mount(server) {
      receive(server, '/api/messages', endpoint);
    },
    send: (address, message, patience) => send(address, message, undefined, patience),
    update: (address, platformId, message, patience) => send(address, message, platformId, patience),
    close: afterwards.settled,
  };
}
