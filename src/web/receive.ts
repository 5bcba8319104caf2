import type { IncomingMessage, ServerResponse } from 'node:http';
import type restify from 'restify';

declare module 'restify' {
  interface Server {
    /** Looks at each request before anything else does; false: it is answered. Missing from the types of restify. */
    first(guard: (request: IncomingMessage, response: ServerResponse) => boolean): Server;
  }
}

/** Serves one delivery; it answers whatever happens. */
export type Receiver = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Where a platform delivers, `POST path`: behind what guards every request, ahead of the router of the pages, whose
 * chain takes as long as storing an answer.
 */
export function receive(server: restify.Server, path: string, receiver: Receiver): void {
  server.first((request, response) => {
    if (request.method !== 'POST' || request.url?.split('?', 1)[0] !== path) return true;
    receiver(request, response).catch(() => answer(response, 500, { code: 'internal' }));
    return false;
  });
}

/**
 * Answers with JSON, or with a status alone. The first answer counts. Of a body not read to its end, the rest is let go
 * by until it ends or is cut: a connection closed on whoever still sends loses them the answer.
 */
export function answer(response: ServerResponse, status: number, body?: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const text = body === undefined || body === '' ? '' : JSON.stringify(body);
  response.statusCode = status;
  response.setHeader('Content-Length', Buffer.byteLength(text));
  if (text) response.setHeader('Content-Type', 'application/json; charset=utf-8');
  const { req: request } = response;
  if (request.complete) return void response.end(text);
  // What we have not read would be taken for the next request.
  response.setHeader('Connection', 'close');
  response.flushHeaders();
  if (text) response.write(text);
  request.once('close', () => response.end());
  request.once('end', () => response.end()).resume();
}
