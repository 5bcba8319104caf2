import { AsyncLocalStorage } from 'node:async_hooks';
import { type Logger, LogLevel, webApi } from '@slack/bolt';
import type { Patience } from '../channel.ts';
import { believable } from '../limits/asked.ts';
import { NotYet } from '../limits/gate.ts';
import type { SlackLimits } from './limits.ts';

/** How long one call to Slack may take, in milliseconds. */
export const CALL_TIMEOUT = 10_000;
/** Seconds to wait when Slack says too fast and not for how long. */
const UNTOLD = 5;

export type SlackClient = webApi.WebClient;

/** Slack's libraries log bodies and addresses: they are given nowhere to write. What matters we log ourselves. */
export const quiet: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** What every client of ours is made with. One call is one request: a refused or slow one is ours to repeat. */
export function clientOptions(apiUrl: string | null): webApi.WebClientOptions {
  return {
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
    logger: quiet,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_TIMEOUT,
  };
}

/** How calls wait for their turn, and how many milliseconds where it is not the usual; the SDK passes nothing on. */
export const patiently = new AsyncLocalStorage<Patience & { patience?: number }>();

/** Milliseconds a call waits for its turn: a mailing, less than half a lease; what answers somebody, until it is late. */
export const PATIENCE = { mailing: 45_000, answer: 30_000 };
/**
 * Changing a message waits for less: an answered one has another way, its response address, which has no such limit;
 * one that is shown again is looked at every minute.
 */
const UPDATE_PATIENCE = { mailing: 2_000, answer: 300 };

/** A Web API client whose calls leave when the workspace's limits allow: one for mailings, one for answers to people. */
export function createClient(
  token: string,
  apiUrl: string | null,
  limits: SlackLimits,
  purpose: 'mailing' | 'answer',
): SlackClient {
  return new LimitedClient(token, clientOptions(apiUrl), limits, purpose);
}

class LimitedClient extends webApi.WebClient {
  readonly #limits: SlackLimits;
  readonly #purpose: 'mailing' | 'answer';

  constructor(
    token: string,
    options: webApi.WebClientOptions,
    limits: SlackLimits,
    purpose: 'mailing' | 'answer',
  ) {
    super(token, options);
    this.#limits = limits;
    this.#purpose = purpose;
  }

  override async apiCall(
    method: string,
    options: Record<string, unknown> = {},
  ): Promise<webApi.WebAPICallResult> {
    const mailing = this.#purpose === 'mailing';
    const channel = typeof options.channel === 'string' ? options.channel : null;
    const patience = (method === 'chat.update' ? UPDATE_PATIENCE : PATIENCE)[this.#purpose];
    const call = { method, channel, mailing, patience, ...patiently.getStore() };
    const { done } = await this.#limits.enter(call).catch((error: unknown) => {
      if (mailing || !(error instanceof NotYet)) throw error;
      throw new webApi.WebAPIRateLimitedError(Math.ceil(error.afterSeconds ?? 1));
    });
    try {
      const result = await super.apiCall(method, options);
      if (method === 'chat.postMessage' && channel !== null && 'channel' in result) {
        if (typeof result.channel === 'string') this.#limits.landed(channel, result.channel);
      }
      return result;
    } catch (error) {
      const wait = retryAfterOf(error);
      if (wait === null) throw error;
      if (this.#limits.refused(call, wait)) throw new WorkspaceLimited(wait);
      throw new webApi.WebAPIRateLimitedError(wait);
    } finally {
      done();
    }
  }
}

/** Refused for the rate of the whole workspace, not of one channel. */
export class WorkspaceLimited extends webApi.WebAPIRateLimitedError {}

/** Seconds to wait when a call was refused for its rate. Slack always tells; whoever stands in between may not. */
function retryAfterOf(error: unknown): number | null {
  if (error instanceof webApi.WebAPIRateLimitedError) return believable(error.retryAfter);
  const untold = error instanceof Error && error.message.startsWith('Retry header did not contain');
  const told = error instanceof webApi.WebAPIPlatformError && /^rate_?limited$/.test(error.data.error);
  return untold || told ? UNTOLD : null;
}
