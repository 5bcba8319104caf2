import type restify from 'restify';
import type { Log } from '../../log.ts';
import { receive } from '../../web/receive.ts';
import { createAfterwards } from '../afterwards.ts';
import type { Channel, Dispatch } from '../channel.ts';
import { createClient } from './client.ts';
import { createDesk } from './exchange.ts';
import { find } from './find.ts';
import { createIntake, type Intake } from './intake.ts';
import { createSlackLimits } from './limits.ts';
import { readEmail, readRoster } from './roster.ts';
import { send, update } from './send.ts';
import { createSocket } from './socket.ts';
import { createWebhook } from './webhook.ts';
import { createWorkspaces } from './workspaces.ts';

/** Where Slack delivers over HTTP. */
const WEBHOOK_PATH = '/slack/events';

/** `signingSecret` for HTTP, `appToken` for Socket Mode; `teams` empty: the workspace of the bot token. */
export type SlackConfig = {
  botToken: string;
  signingSecret: string | null;
  appToken: string | null;
  apiUrl: string | null;
  teams: string[];
  /** Messages a second, all conversations together. */
  ratePerSecond: number;
};

export type SlackChannel = Channel & { mount(server: restify.Server): void; start(): Promise<void> };

/**
 * Slack, by HTTP or Socket Mode. Makes no call itself: `start` does, and survives Slack being away. `limited` is told of
 * each 429.
 */
export async function createSlackChannel(
  config: SlackConfig,
  dispatch: Dispatch,
  log: Log,
  limited?: () => void,
): Promise<SlackChannel> {
  const { botToken, signingSecret, appToken, apiUrl, ratePerSecond } = config;
  // Answers to people do not queue behind a mailing.
  const limits = createSlackLimits(ratePerSecond, limited);
  const mailing = createClient(botToken, apiUrl, limits, 'mailing');
  const conversing = createClient(botToken, apiUrl, limits, 'answer');
  const workspaces = createWorkspaces(conversing, config.teams, log);
  const afterwards = createAfterwards();
  const serve = createDesk({
    client: conversing,
    apiUrl,
    dispatch,
    introduce: (user) => ({ slackId: user, email: () => readEmail(conversing, user) }),
    ownUser: workspaces.ownUser,
    log,
  });
  const take = createIntake({ token: botToken, apiUrl, serve });
  const intake: Intake = (exchange) => afterwards.add(take(exchange));
  const socket = appToken ? createSocket({ appToken, apiUrl, workspaces, intake, log }) : null;

  return {
    name: 'slack',
    chartImages: true,
    ratePerSecond,
    mount(server) {
      if (!signingSecret) return;
      receive(server, WEBHOOK_PATH, createWebhook({ signingSecret, workspaces, intake, log }));
    },
    async start() {
      workspaces.warmUp();
      socket?.start();
    },
    send: (address, message, patience) => send(mailing, address, message, patience),
    find: (address, id, earlier, patience) => find(mailing, address, id, earlier, patience),
    update: (_address, platformId, message, patience) => update(mailing, platformId, message, patience),
    roster: () => readRoster(mailing),
    async close() {
      socket?.listenNoMore();
      await afterwards.settled();
      await socket?.close();
    },
  };
}
