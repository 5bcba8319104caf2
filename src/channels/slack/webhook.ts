import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorName, type Log } from '../../log.ts';
import { BodyError, readBody } from '../../web/body.ts';
import type { Exchange } from './exchange.ts';
import type { Intake } from './intake.ts';
import { parseBody } from './payload.ts';
import { createReplayGuard, isSigned } from './signature.ts';
import type { Workspaces } from './workspaces.ts';

type Parts = { signingSecret: string; workspaces: Workspaces; intake: Intake; log: Log };

/**
 * `POST /slack/events`: events, slash commands and interactivity over HTTP. Everything Slack did not sign, or that
 * cannot be read, is refused at once; Bolt only sees what has the shape it expects.
 */
export function createWebhook({ signingSecret, workspaces, intake, log }: Parts) {
  const replays = createReplayGuard();

  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number, body: string | object = '') => reply(response, status, body);
    const refuse = (status: number) => {
      log.warn('slack request refused', { channel: 'slack', status });
      answer(status);
    };
    try {
      const raw = await readBody(request);
      if (!isSigned(signingSecret, request.headers, raw)) return refuse(401);
      const payload = parseBody(raw);
      if (!payload) return refuse(400);
      if (payload.kind === 'challenge') return answer(200, { challenge: payload.challenge });
      if (payload.kind === 'check') return answer(200);
      const allowed = await workspaces.allows(payload.team);
      if (allowed === null) return refuse(503);
      if (!allowed) return refuse(403);
      const signature = String(request.headers['x-slack-signature']);
      if (!replays.isNew(signature)) return answer(200);
      const exchange: Exchange = {
        payload,
        acknowledge: (body) => answer(200, body),
        fail: () => {
          if (!response.headersSent) replays.forget(signature);
          answer(500);
        },
      };
      await intake(exchange).catch((error) => {
        log.error('slack request failed', { channel: 'slack', error: errorName(error) });
        exchange.fail();
      });
    } catch (error) {
      refuse(error instanceof BodyError ? error.status : 400);
    }
  };
}

/** The first answer counts. A body that was not read to its end is not waited for. */
function reply(response: ServerResponse, status: number, body: string | object) {
  if (response.headersSent || response.destroyed) return;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.statusCode = status;
  response.setHeader('Content-Length', Buffer.byteLength(text));
  if (text) response.setHeader('Content-Type', 'application/json; charset=utf-8');
  if (status === 413) response.setHeader('Connection', 'close');
  response.end(text);
}
