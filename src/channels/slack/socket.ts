import { SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import { errorName, type Log } from '../../log.ts';
import { clientOptions, quiet } from './client.ts';
import type { Exchange } from './exchange.ts';
import type { Intake } from './intake.ts';
import { parsePayload } from './payload.ts';
import type { Workspaces } from './workspaces.ts';

/** Waits between attempts to reach Slack, in milliseconds; the last one repeats. */
const BACKOFF = [500, 1000, 2000, 5000, 10_000, 30_000];

/** Between a lost connection and the next; and how long closing waits for Slack's goodbye. Milliseconds. */
const BREATH = 250;
const FAREWELL = 1000;

type Parts = { appToken: string; apiUrl: string | null; workspaces: Workspaces; intake: Intake; log: Log };

/** What Bolt's client hands over: the payload of an envelope, and how to acknowledge it. */
type Delivered = { body: unknown; ack: (response?: object) => Promise<void> };

/** What Slack says about the connection itself. */
const Notice = z.looseObject({ type: z.enum(['hello', 'disconnect']) });
/** What it hands over, to be acknowledged under its id. */
const Envelope = z.looseObject({ type: z.string(), envelope_id: z.string().min(1).max(200) });
const EventEnvelope = z.looseObject({
  payload: z.looseObject({ event: z.looseObject({ type: z.string() }) }),
});

/**
 * Socket Mode: Slack speaks through a WebSocket that we open, so nothing has to listen on the Internet.
 * Bolt's receiver keeps the connection; reconnecting is done here, because its own way ends the process when Slack
 * cannot be reached, and it too acknowledges events before they are stored.
 */
export function createSocket({ appToken, apiUrl, workspaces, intake, log }: Parts) {
  const { client } = new SocketModeReceiver({
    appToken,
    logger: quiet,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions(apiUrl) },
  });
  guardMessages(client);
  client.on('slack_event', (delivered: Delivered) => {
    // Left to Slack, which sends words again, and tells who pressed that it did not work.
    if (closed) return;
    take(delivered).catch((error) =>
      log.error('slack event failed', { channel: 'slack', error: errorName(error) }),
    );
  });
  let closed = false;
  let connected = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  client.on('disconnected', () => {
    if (connected) again(BREATH);
    connected = false;
  });

  async function take({ body, ack }: Delivered) {
    const payload = parsePayload(body);
    let settled = false;
    const settle = (act: () => Promise<void>) => {
      if (!settled) act().catch(() => {});
      settled = true;
    };
    const acknowledge: Exchange['acknowledge'] = (response) => settle(() => ack(response));
    if (!payload || !('team' in payload)) return acknowledge();
    const allowed = await workspaces.allows(payload);
    // Unacknowledged, Slack sends events again and tells people that their click did not work.
    if (allowed === null) return;
    if (!allowed) return acknowledge();
    await intake({ payload, acknowledge, fail: () => settle(async () => {}) });
  }

  function again(delay: number) {
    if (closed || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, delay);
  }

  async function connect() {
    try {
      await client.start();
      connected = true;
      failures = 0;
      log.info('slack socket connected', { channel: 'slack' });
    } catch (error) {
      log.warn('slack socket not connected', { channel: 'slack', error: errorName(error) });
      again(BACKOFF[Math.min(failures++, BACKOFF.length - 1)] ?? BREATH);
    }
  }

  return {
    start: () => void connect(),
    /** What Slack sends from now on is not taken; what was taken can still be acknowledged. */
    listenNoMore() {
      closed = true;
      clearTimeout(timer);
    },
    async close() {
      const farewell = new Promise((resolve) => setTimeout(resolve, FAREWELL).unref());
      await Promise.race([client.disconnect(), farewell]);
    },
  };
}

/** Bolt's client throws out of its event loop on a message without the parts it expects: those never reach it. */
function guardMessages(client: SocketModeReceiver['client']) {
  const handlers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    if (typeof data === 'string' && isReadable(data)) for (const handle of handlers) handle(data, isBinary);
  });
}

function isReadable(message: string): boolean {
  try {
    const value: unknown = JSON.parse(message);
    if (Notice.safeParse(value).success) return true;
    const envelope = Envelope.safeParse(value).data;
    return (
      envelope !== undefined && (envelope.type !== 'events_api' || EventEnvelope.safeParse(value).success)
    );
  } catch {
    return false;
  }
}
