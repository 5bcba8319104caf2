import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';

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

  constructor(status: number, answer: string, retryAfter: string | null) {
    super(`connector ${status}`);
    this.name = 'ConnectorError';
    this.status = status;
    this.answer = answer;
    this.retryAfter = retryAfter;
  }
}

/**
 * The SDK's HTTP client, with one attempt for each call. Its own pipeline repeats 429, 5xx and resets three times,
 * which posts a card twice when only the answer was lost; it repeats nothing that fails with an exception of ours.
 * Redirects are not followed: they would carry the token to a host that nobody allowed.
 */
export const oneAttempt: HttpClient = {
  async sendRequest(request) {
    const headers = request.headers.rawHeaders();
    delete headers['accept-encoding'];
    const answer = await call(request.url, request.method, headers, request.body);
    if (answer.status < 200 || answer.status > 299) {
      throw new ConnectorError(answer.status, answer.text, answer.retryAfter);
    }
    const answerHeaders = request.headers.clone();
    for (const name of answerHeaders.headerNames()) answerHeaders.remove(name);
    answerHeaders.set('content-type', 'application/json');
    return { request, status: answer.status, headers: answerHeaders, bodyAsText: jsonOrEmpty(answer.text) };
  },
};

type Answer = { status: number; text: string; retryAfter: string | null };

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
        reject,
      );
    });
    outgoing.on('error', reject);
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
  try {
    JSON.parse(text);
    return text;
  } catch {
    return '{}';
  }
}
