import { type Logger, LogLevel, webApi } from '@slack/bolt';

/** How long one call to Slack may take, in milliseconds. */
export const CALL_TIMEOUT = 10_000;

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

export function createClient(token: string, apiUrl: string | null): SlackClient {
  return new webApi.WebClient(token, clientOptions(apiUrl));
}
