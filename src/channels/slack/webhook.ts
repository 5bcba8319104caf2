import { errorName, type Log } from '../../log.ts';
import { BodyError, readBody } from '../../web/body.ts';
import { answer, type Receiver } from '../../web/receive.ts';
import type { Exchange } from './exchange.ts';
import type { Intake } from './intake.ts';
import { parseBody } from './payload.ts';
import { createReplayGuard, isSigned } from './signature.ts';
import type { Workspaces } from './workspaces.ts';

type Parts = { signingSecret: string; workspaces: Workspaces; intake: Intake; log: Log };

/**
 * `POST /slack/events`: events, slash commands and interactivity over HTTP. Everything Slack did not sign, or that
 * cannot be read, is refused at once; the intake only sees what has the shape it expects.
 */
export function createWebhook({ signingSecret, workspaces, intake, log }: Parts): Receiver {
  const replays = createReplayGuard();

  return async function handle(request, response) {
    const refuse = (status: number) => {
      log.warn('slack request refused', { channel: 'slack', status });
      // What is refused for good would only be refused again.
      if (status < 500 && !response.headersSent) response.setHeader('X-Slack-No-Retry', '1');
      answer(response, status);
    };
    try {
      const raw = await readBody(request);
      if (!isSigned(signingSecret, request.headers, raw)) return refuse(401);
      const payload = parseBody(raw);
      if (!payload) return refuse(400);
      if (payload.kind === 'challenge') return answer(response, 200, { challenge: payload.challenge });
      if (payload.kind === 'check') return answer(response, 200);
      const allowed = await workspaces.allows(payload);
      if (allowed === null) return refuse(503);
      if (!allowed) return refuse(403);
      const signature = String(request.headers['x-slack-signature']);
      if (!replays.isNew(signature)) return answer(response, 200);
      const exchange: Exchange = {
        payload,
        acknowledge: (body) => answer(response, 200, body),
        fail: () => {
          if (!response.headersSent) replays.forget(signature);
          answer(response, 500);
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
