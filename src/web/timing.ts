import type { IncomingMessage, ServerResponse } from 'node:http';
import type restify from 'restify';
import type { Dispatch } from '../channels/channel.ts';
import type { Latency } from './latency.ts';

/** Where platforms deliver. */
const PATHS: ReadonlyMap<string, string> = new Map([
  ['/api/messages', 'teams'],
  ['/slack/events', 'slack'],
]);

/** Times what platforms deliver over HTTP, from the request to the end of its answer; what was not taken is not timed. */
export function timeAnswers(server: restify.Server, latency: Latency): void {
  server.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const channel = PATHS.get(request.url?.split('?')[0] ?? '');
    if (channel === undefined) return;
    const began = performance.now();
    response.once('finish', () => {
      if (response.statusCode === 200) latency.answered(channel, performance.now() - began);
    });
  });
}

/** The same for what comes by a connection of our own (Slack's Socket Mode), until it is stored or has its reply. */
export function timed(dispatch: Dispatch, channel: string, latency: Latency): Dispatch {
  return async (event, stored) => {
    const began = performance.now();
    let isTimed = false;
    const time = () => {
      if (!isTimed) latency.answered(channel, performance.now() - began);
      isTimed = true;
    };
    const told = () => {
      time();
      stored?.();
    };
    const reply = await dispatch(event, stored && told);
    if (reply?.refused !== 'not_stored') time();
    return reply;
  };
}
