import { AsyncLocalStorage } from 'node:async_hooks';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';
import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { z } from 'zod';
import type { Patience } from '../channel.ts';
import { believable } from '../limits/asked.ts';
import type { ConnectorCall, TeamsLimits } from './limits.ts';

/** Milliseconds after which the connector is taken as silent. */
const TIMEOUT = 15_000;
/** Characters of an answer that are read; the connector's are far smaller. */
const ANSWER_LIMIT = 64 * 1024;

type ConnectorOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
type HttpClient = NonNullable<ConnectorOptions['httpClient']>;

/** The connector said no. `status` is the HTTP one, `answer` its body, `retryAfter` the header as it came. */
export class ConnectorError extends Error {
  readonly status: number;
  readonly answer: string;
  readonly retryAfter: string | null;
  /** A 429 that is meant for all of the app, not for this conversation alone. */
  readonly everywhere: boolean;

  constructor(status: number, answer: string, retryAfter: string | null, everywhere = false) {
    super(`connector ${status}`);
    this.name = 'ConnectorError';
    this.status = status;
    this.answer = answer;
    this.retryAfter = retryAfter;
    this.everywhere = everywhere;
  }
}

/** No answer came to a request that left: what it asked may have been done. */
export class NoAnswer extends Error {
  constructor() {
    super('no answer');
    this.name = 'NoAnswer';
  }
}

/** The request never left: nobody listens there. Not the system's error, which the SDK would try again. */
export class Unreachable extends Error {
  constructor() {
    super('unreachable');
    this.name = 'Unreachable';
  }
}

/** Tells the calls of a mailing from those that answer somebody, through the SDK, which passes nothing on. */
export const mailingCalls = new AsyncLocalStorage<Patience>();

/**
 * The SDK's HTTP client, with one attempt for each call, made when the limits allow. Its own pipeline repeats 429, 5xx
 * and resets three times, which posts a card twice when only the answer was lost; it repeats nothing that fails with
 * an exception of ours. Redirects are not followed: they would carry the token to a host that nobody allowed.
 */
export function oneAttempt(limits: TeamsLimits): HttpClient {
  return {
    async sendRequest(request) {
      const headers = request.headers.rawHeaders();
      delete headers['accept-encoding'];
      const mailing = mailingCalls.getStore();
      const of = {
        ...placeOf(request.method, request.url, request.body),
        mailing: mailing !== undefined,
        ...mailing,
      };
      const { done } = await limits.enter(of);
      const answer = await call(request.url, request.method, headers, request.body).finally(done);
      const seconds = waitSeconds(answer.retryAfter, Date.now());
      const everywhere = limits.answered(of, answer.status, seconds);
      if (answer.status < 200 || answer.status > 299) {
        throw new ConnectorError(answer.status, answer.text, answer.retryAfter, everywhere);
      }
      const answerHeaders = request.headers.clone();
      for (const name of answerHeaders.headerNames()) answerHeaders.remove(name);
      answerHeaders.set('content-type', 'application/json');
      return { request, status: answer.status, headers: answerHeaders, bodyAsText: jsonOrEmpty(answer.text) };
    },
  };
}

const Creation = z.object({ members: z.array(z.object({ id: z.string() })).min(1) });

/** What a call is about, as its address tells: `…/v3/conversations[/{conversation}/(activities|members)…]`. */
function placeOf(method: string, url: string, body: unknown): Pick<ConnectorCall, 'kind' | 'conversation'> {
  const [, id = ''] = /\/v3\/conversations\/([^/?]+)/.exec(url) ?? [];
  if (id !== '') return { kind: method === 'GET' ? 'read' : 'send', conversation: decodeURIComponent(id) };
  const creation = Creation.safeParse(parseJson(typeof body === 'string' ? body : ''));
  return { kind: 'create', conversation: creation.data?.members[0]?.id ?? '' };
}

/** Seconds, or a date; null: it does not say. */
export function waitSeconds(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return believable(Math.ceil(seconds));
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : believable(Math.ceil((date - now) / 1000));
}

type Answer = { status: number; text: string; retryAfter: string | null };

/** Throws a NoAnswer once the request may have been read, an Unreachable when it cannot have been. */
function call(url: string, method: string, headers: Record<string, string>, body: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const start = url.toLowerCase().startsWith('https:') ? https.request : http.request;
    const outgoing = start(url, { method, headers, signal: AbortSignal.timeout(TIMEOUT) }, (incoming) => {
      read(incoming).then(
        (text) =>
          resolve({
            status: incoming.statusCode ?? 0,
            text,
            retryAfter: incoming.headers['retry-after'] ?? null,
          }),
        () => reject(new NoAnswer()),
      );
    });
    let connected = false;
    outgoing.on('socket', (socket) => {
      if (!socket.connecting) connected = true;
      else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => (connected = true));
    });
    // What was written to a connection that was made may have been read.
    outgoing.on('error', () => reject(connected ? new NoAnswer() : new Unreachable()));
    outgoing.end(typeof body === 'string' ? body : undefined);
  });
}

async function read(incoming: IncomingMessage): Promise<string> {
  let text = '';
  incoming.setEncoding('utf8');
  for await (const chunk of incoming) {
    if (text.length < ANSWER_LIMIT) text += chunk;
  }
  return text;
}

/** A success with an unreadable body is a success all the same. */
function jsonOrEmpty(text: string): string {
  return parseJson(text) === undefined ? '{}' : text;
}

/** undefined: no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
