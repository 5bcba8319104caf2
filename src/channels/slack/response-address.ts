import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { CALL_TIMEOUT } from './client.ts';

/**
 * Posts JSON to the address Slack gives with a click, which needs no token; rejects when it did not take it. Not by
 * `fetch`, which takes three times as long, for every answer of everybody. `again`: it may be done twice, so that a
 * connection which was closed just then does not count.
 */
export async function postResponse(url: URL, content: object, again: boolean): Promise<void> {
  const body = Buffer.from(JSON.stringify(content));
  const signal = AbortSignal.timeout(CALL_TIMEOUT);
  const post = async () => {
    const status = await statusOf(ask(url, body, signal), body);
    if (status < 200 || status >= 300) throw new Error(`response address answered ${status}`);
  };
  try {
    await post();
  } catch (error) {
    if (!again || !(error instanceof ClosedMeanwhile)) throw error;
    await post();
  }
}

/** The other side hung up on a connection that was kept for later. */
class ClosedMeanwhile extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
    this.name = 'ClosedMeanwhile';
  }
}

/** The connections of Node's own agents are kept for some seconds, and go through the proxy of the machine. */
function ask(url: URL, body: Buffer, signal: AbortSignal): ClientRequest {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
  return (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { method: 'POST', headers, signal });
}

function statusOf(sent: ClientRequest, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    sent.on('error', (error: NodeJS.ErrnoException) =>
      reject(sent.reusedSocket && error.code === 'ECONNRESET' ? new ClosedMeanwhile(error) : error),
    );
    sent.once('response', (response) => {
      // What it says is of no use; read, its connection can be used again.
      response.resume();
      response.once('error', reject);
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    sent.end(body);
  });
}
