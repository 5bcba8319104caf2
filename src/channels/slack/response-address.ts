import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { CALL_TIMEOUT } from './client.ts';

/** Connections are kept: a rush of answers is a rush of these. */
const agents = {
  'http:': new HttpAgent({ keepAlive: true }),
  'https:': new HttpsAgent({ keepAlive: true }),
};

/**
 * Posts JSON to the address Slack gives with a click, which needs no token; rejects when it did not take it. Not by
 * `fetch`, which takes three times as long, for every answer of everybody.
 */
export function postResponse(url: URL, content: object): Promise<void> {
  const body = Buffer.from(JSON.stringify(content));
  const options = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Content-Length': body.length },
    signal: AbortSignal.timeout(CALL_TIMEOUT),
  };
  return new Promise((resolve, reject) => {
    const sent =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, agent: agents['https:'] })
        : httpRequest(url, { ...options, agent: agents['http:'] });
    sent.once('error', reject);
    sent.once('response', (response) => {
      const { statusCode = 0 } = response;
      // What it says is of no use; read, its connection can be used again.
      response.resume();
      response.once('error', reject);
      response.once('end', () => {
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`response address answered ${statusCode}`));
      });
    });
    sent.end(body);
  });
}
