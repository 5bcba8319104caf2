import { App, type Receiver, type StringIndexed } from '@slack/bolt';
import { clientOptions, quiet } from './client.ts';
import type { Exchange } from './exchange.ts';
import type { Payload } from './payload.ts';

/** Takes what a transport has checked to whoever serves it; settles once all of it is done. */
export type Intake = (exchange: Exchange) => Promise<void>;

type Parts = { token: string; apiUrl: string | null; serve: (exchange: Exchange) => Promise<void> };

/**
 * The Bolt app that both transports feed. Bolt routes by kind; it acknowledges events before they are stored, so its
 * own `ack` is given nothing to do there: the exchange acknowledges. A press is what somebody waits for, and is read
 * already: it goes straight, for Bolt's way to its one listener takes as long as storing an answer.
 */
export function createIntake({ token, apiUrl, serve }: Parts): Intake {
  const exchanges = new WeakMap<object, Exchange>();
  const listen = async ({ body }: { body: object }) => {
    const exchange = exchanges.get(body);
    if (exchange) await serve(exchange);
  };
  // Transports are started by the channel, not by Bolt.
  const receiver: Receiver = { init() {}, start: async () => {}, stop: async () => {} };
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: token }),
    clientOptions: clientOptions(apiUrl),
    logger: quiet,
    convoStore: false,
    ignoreSelf: false,
    attachFunctionToken: false,
  });
  app.view({ type: 'view_submission', callback_id: /.*/ }, listen);
  app.command(/.*/, listen);
  app.event('message', listen);
  app.event('app_mention', listen);
  app.event('app_home_opened', listen);
  app.error(async (error) => {
    throw error;
  });

  return async (exchange) => {
    if (exchange.payload.kind === 'press') return serve(exchange);
    const body = bodyOf(exchange.payload);
    if (body) {
      exchanges.set(body, exchange);
      await app.processEvent({ body, ack: async () => {} });
    }
    exchange.acknowledge();
  };
}

/** What Bolt needs to route. It trips over odd fields, and ours have been read already: it gets no others. */
function bodyOf(payload: Payload): StringIndexed | null {
  if (payload.kind === 'submission') {
    const { type, user, view } = payload.body;
    return { type, user, team: { id: payload.team }, view: { id: view.id, callback_id: 'percolateur' } };
  }
  if (payload.kind === 'command') {
    const { command, team_id, user_id } = payload.body;
    return { command, team_id, user_id };
  }
  if (payload.kind !== 'happening') return null;
  const { type, team_id, event_id, event } = payload.body;
  return { type, team_id, event_id, event: { type: event.type } };
}
