import type restify from 'restify';
import type { Log } from '../../log.ts';
import type { Channel, Dispatch } from '../channel.ts';
import { createClient } from './client.ts';
import { createDesk } from './exchange.ts';
import { createIntake, type Intake } from './intake.ts';
import { readEmail, readRoster } from './roster.ts';
import { send, update } from './send.ts';
import { createSocket } from './socket.ts';
import { createWebhook } from './webhook.ts';
import { createWorkspaces } from './workspaces.ts';

/** Where Slack delivers over HTTP. */
const WEBHOOK_PATH = '/slack/events';
/** How long closing waits for answers under way, in milliseconds. */
const FAREWELL = 5000;

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

/** Slack, by HTTP or Socket Mode. Makes no call itself: `start` does, and survives Slack being away. */
export async function createSlackChannel(
  config: SlackConfig,
  dispatch: Dispatch,
  log: Log,
): Promise<SlackChannel> {
  const { botToken, signingSecret, appToken, apiUrl, ratePerSecond } = config;
  // Answers to people do not queue behind a mailing.
  const mailing = createClient(botToken, apiUrl);
  const conversing = createClient(botToken, apiUrl);
  const workspaces = createWorkspaces(conversing, config.teams, log);
  const underWay = new Set<Promise<void>>();
  const serve = createDesk({
    client: conversing,
    apiUrl,
    dispatch,
    introduce: (user) => ({ slackId: user, email: () => readEmail(conversing, user) }),
    ownUser: workspaces.ownUser,
    log,
  });
  const take = createIntake({ token: botToken, apiUrl, serve });
  const intake: Intake = (exchange) => {
    const work = take(exchange);
    underWay.add(work);
    const done = () => void underWay.delete(work);
    work.then(done, done);
    return work;
  };
  const socket = appToken ? createSocket({ appToken, apiUrl, workspaces, intake, log }) : null;

  return {
    name: 'slack',
    chartImages: true,
    ratePerSecond,
    mount(server) {
      if (!signingSecret) return;
      const handle = createWebhook({ signingSecret, workspaces, intake, log });
      server.post(WEBHOOK_PATH, async (request, response) => handle(request, response));
    },
    async start() {
      workspaces.warmUp();
      socket?.start();
    },
    send: (address, message) => send(mailing, address, message),
    update: (_address, platformId, message) => update(mailing, platformId, message),
    roster: () => readRoster(conversing),
    async close() {
      await socket?.close();
      const farewell = new Promise((resolve) => setTimeout(resolve, FAREWELL).unref());
      await Promise.race([Promise.allSettled(underWay), farewell]);
    },
  };
}
